/** Passes a body on and reports its text when it ended, in whichever way. */
export function observeStream(
  body: ReadableStream<Uint8Array>,
  ended: (text: string) => void,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let open = true;
  const end = (): void => {
    if (open) ended(text);
    open = false;
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const read = await reader.read();
          if (read.done) {
            end();
            return controller.close();
          }
          text += decoder.decode(read.value, { stream: true });
          controller.enqueue(read.value);
        } catch (error) {
          end();
          controller.error(error);
        }
      },
      async cancel(reason) {
        end();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
