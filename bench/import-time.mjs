// CPU time to import modules, one after the other, in a process that has loaded nothing else, in milliseconds.
const before = process.cpuUsage();
for (const module of process.argv.slice(2)) await import(module);
const { user, system } = process.cpuUsage(before);
console.log((user + system) / 1000);
