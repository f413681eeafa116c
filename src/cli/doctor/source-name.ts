import { optionOf } from '../arguments/option-names.ts';

/** The source of a value, as the command line names it: a variable, an option, or the local gateway. */
export function sourceName(setting: string, local: boolean): string {
  return local ? 'the local gateway' : (optionOf(setting) ?? setting);
}
