import { keepOffline } from "./offline/register.ts";
import { CheckerApp } from "./shell/checker-app.ts";
import { workerRunner } from "./worker/runner.ts";

const spawn = (): Worker => new Worker(new URL("./worker/main.ts", import.meta.url), { type: "module" });

const app = new CheckerApp();
app.makeRunner = () => workerRunner(spawn);
document.body.prepend(app);

if (import.meta.env.PROD) keepOffline();
