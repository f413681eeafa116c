// As much of Deno as the page uses.
declare const Deno: { readonly args: readonly string[] };
