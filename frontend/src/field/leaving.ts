/** Before somebody signs out: say what is not sent yet, then close what this device keeps of theirs. */
import { digits, say } from "../app/language";
import { forgetPerson, rememberedPerson } from "./person";
import { Store } from "./store";

/** Tell whether the person goes on to sign out. */
export async function mayLeave(): Promise<boolean> {
  const person = await rememberedPerson();
  if (!person) return true;
  const store = await Store.open(person.id);
  const unsent = (await store.operations()).length;
  store.close();
  const warning = say(`${unsent} مورد از ثبت‌های بازدید هنوز از این گوشی فرستاده نشده است. تا ورود دوبارهٔ شما نگه داشته می‌شود ولی فرستاده نمی‌شود. خارج می‌شوید؟`, `${unsent} entries of visits are not sent from this device yet. They are kept until you sign in again, but not sent. Sign out?`);
  if (unsent > 0 && !confirm(digits(warning))) return false;
  await forgetPerson();
  return true;
}
