// Behind 'npm start': makes everything ready, then opens JupyterLab on the list of lessons.
import { bootstrap } from "./bootstrap.mjs";

await bootstrap(async (load, tools, changed) => {
  const { launch } = await load("course/environment/launch.js");
  return launch(process.argv.slice(2), tools, changed);
});
