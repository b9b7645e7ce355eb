// Formulas as HTML: math.js KATEX < [{"tex": ..., "display": ...}, ...] > ["...", ...].  A formula that KaTeX does not
// know, or warns of, is an error that names it.
const katex = require(process.argv[2]);
const formulas = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const strict = (code, message) => { throw new Error(message); };
process.stdout.write(JSON.stringify(formulas.map(({tex, display}) => {
  try {
    return katex.renderToString(tex, {displayMode: display, throwOnError: true, strict});
  } catch (e) {
    console.error(`${tex}\n  ${e.message}`);
    process.exit(1);
  }
})));
