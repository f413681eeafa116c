// ai 6 and 7 print a compatibility notice for every V2 model; it says nothing about what a test checks.
Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false });

// The developer's own accounts and keys: no test may depend on them, and none may ever send them.
for (const name of Object.keys(process.env)) {
  if (/^(?:CLOUDFLARE|CF)_/.test(name)) delete process.env[name];
}
