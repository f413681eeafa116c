import type { CloudflareExplanation } from 'ai-sdk-provider-cloudflare';
import { warningText } from '../ask/stream-step.ts';
import { jsonText } from '../terminal/plain-text.ts';
import type { Layout } from '../terminal/screen.ts';
import type { Style } from '../terminal/style.ts';
import { wrapText } from '../terminal/wrap-text.ts';

/** A request as readable text. URL, headers and body are not wrapped, so that they can be copied. */
export function explanationText(
  explanation: CloudflareExplanation,
  { width, plain, style }: Layout & { readonly style: Style },
): string {
  const { method, url, headers, body, warnings } = explanation;
  const column = 10;
  const facts = factsOf(explanation).flatMap(([label, text]) =>
    wrapText(plain(text), width - column).map(
      (line, index) => (index === 0 ? label : '').padEnd(column) + line,
    ),
  );
  return [
    style.bold(`${method} ${url}`),
    '',
    ...facts,
    '',
    style.bold('Headers'),
    ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`),
    '',
    style.bold('Body'),
    jsonText(body, 2),
    ...(warnings.length === 0 ? [] : ['', style.yellow('Warnings')]),
    ...warnings.flatMap(warning =>
      wrapText(plain(warningText(warning)), width - 4).map(
        (line, index) => (index === 0 ? '  - ' : '    ') + line,
      ),
    ),
  ].join('\n');
}

function factsOf({
  modelId,
  upstream,
  endpoint,
  reason,
  gatewayId,
  unusedVariables,
}: CloudflareExplanation): readonly (readonly [string, string])[] {
  const gateway = gatewayId === undefined ? 'chosen by the custom domain' : (gatewayId ?? 'none');
  return [
    ['model', modelId],
    ['upstream', upstream],
    ['endpoint', endpoint],
    ['reason', reason],
    ['gateway', gateway],
    ...(unusedVariables === undefined ? [] : [['not used', unusedVariables.join(', ')] as const]),
  ];
}
