// One measurement in a fresh process: `memory <variant>` or `import <module>`; prints one number.
import { completion, memoryFetch } from './canned.ts';
import { variants } from './variants.ts';

const [measure, which = ''] = process.argv.slice(2);

if (measure === 'memory') {
  const text = 'All work and no play makes a dull prompt. '.repeat(Math.ceil((10 * 1024 * 1024) / 42));
  const variant = (await variants(memoryFetch(completion), 'http://127.0.0.1:1')).find(
    ({ name }) => name === which,
  );
  await variant?.generate([{ role: 'user', content: [{ type: 'text', text }] }]);
  console.log(process.resourceUsage().maxRSS);
}
