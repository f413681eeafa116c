import { without } from './map-messages.ts';
import type { BodyStep } from './profile.ts';
import type { WireTool } from './wire-body.ts';

const isStrict = (tool: WireTool): boolean => tool.function.strict === true;

function plain(tool: WireTool): WireTool {
  return tool.function.strict === undefined ? tool : { ...tool, function: without(tool.function, 'strict') };
}

/** Sends no `strict` on tools, with a warning where it was asked for. */
export const withoutStrictTools: BodyStep = (body, { warn }) => {
  if (!body.tools?.some(tool => tool.function.strict !== undefined)) return body;
  if (body.tools.some(isStrict)) {
    const details = 'this upstream takes no strict tools; they were sent without it.';
    warn({ type: 'compatibility', feature: 'strict', details });
  }
  return { ...body, tools: body.tools.map(plain) };
};

/** Sends `strict` on all tools or on none, since mixed values are refused. */
export const uniformStrictTools: BodyStep = (body, { warn }) => {
  const { tools } = body;
  if (tools === undefined || tools.every(isStrict) || tools.every(tool => plain(tool) === tool)) return body;
  if (tools.some(isStrict)) {
    const details = 'tools must be strict all or none; they were sent without it.';
    warn({ type: 'compatibility', feature: 'strict', details });
  }
  return { ...body, tools: tools.map(plain) };
};
