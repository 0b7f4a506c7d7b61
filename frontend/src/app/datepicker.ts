import "@majidh1/jalalidatepicker/dist/jalalidatepicker.min.js";
import "@majidh1/jalalidatepicker/dist/jalalidatepicker.min.css";
import "../styles/datepicker.css";
