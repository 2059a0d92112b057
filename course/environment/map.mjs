// Behind 'npm run map': makes everything ready, then walks the whole road with the bundled survey.
import { bootstrap } from "./bootstrap.mjs";

await bootstrap(async (load) => {
  const { run } = await load("lib/cli/example.js");
  return run(process.argv.slice(2));
});
