/** `AiError: `, once or twice, with or without a number, as Workers AI and its binding write it. */
const PREFIX = /^(?:AiError|InferenceUpstreamError|AiGatewayError)(?: (\d{4,5}))?:\s*/;
/** `3040: `, as bindings write the code into the text of what they throw. */
const NUMBER = /^(\d{4,5}):\s+/;
/** `(123e4567-e89b-12d3-a456-426614174000)`: an id of the inference, behind the text. */
const TRAILING_ID = /\s*\([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\)\s*$/i;

/** The words without their wrapping, and the code that stood in it. */
export function tidyMessage(text: string): { message: string; code: number | undefined } {
  let message = text.trim();
  let code: number | undefined;
  for (;;) {
    const match = PREFIX.exec(message) ?? NUMBER.exec(message);
    if (match === null) break;
    code ??= match[1] === undefined ? undefined : Number(match[1]);
    message = message.slice(match[0].length);
  }
  return { message: message.replace(TRAILING_ID, '').trim(), code };
}
