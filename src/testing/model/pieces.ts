/** Words with the space after them; long runs without one are cut. */
export function pieces(text: string): string[] {
  return text.match(/\S{1,12}\s*|\s+/gu) ?? [];
}
