/** The field page: what a team records at a visit, with a line or without one. */
import "./styles/field.css";
import { App } from "./field/app";

const root = document.getElementById("field");
if (root) void new App(root).start();
