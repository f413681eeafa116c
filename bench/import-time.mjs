// Time to import a module in a fresh process, in milliseconds.
const [, , module] = process.argv;
const started = performance.now();
await import(module);
console.log(performance.now() - started);
