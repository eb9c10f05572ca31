/** What the bake's subcommands share: options checked against a list, help in both languages, exit codes. */
import { parseArgs } from 'node:util';
import { FaultError, fault } from '../../../model/faults/fault.ts';
import { nearestName } from '../../../model/faults/nearestName.ts';

/**
 * 0 good; 1 faults, findings or differences; 2 input that cannot be used at all; 70 a bug of ours (EX_SOFTWARE of BSD's
 * sysexits): Node's own 1 would say that the package is usable.
 */
export const exitCodes = { good: 0, faultsFound: 1, unusable: 2, bug: 70 } as const;

export interface CommandSpec {
  readonly name: string;
  /** Printed by --help. */
  readonly help: string;
  /** Options with a value; each may be given several times. */
  readonly texts?: readonly string[];
  /** Options without one. `help` belongs to every command. */
  readonly flags?: readonly string[];
  /** How many words besides the options; `infinite` for lists of files. */
  readonly positionals: { readonly least: number; readonly most: number; readonly names: string };
}

const helpOf = (command: string): string => `npm run bake -- ${command} --help`;

export class CommandLine {
  readonly positionals: readonly string[];
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(positionals: readonly string[], values: Readonly<Record<string, unknown>>) {
    this.positionals = positionals;
    this.#values = values;
  }

  flag(name: string): boolean {
    return this.#values[name] === true;
  }

  /** The last value given, or null. */
  text(name: string): string | null {
    return this.texts(name).at(-1) ?? null;
  }

  texts(name: string): readonly string[] {
    return (this.#values[name] as string[] | undefined) ?? [];
  }

  /** Throws FaultError APP-006 where it was not given. */
  needed(name: string, expected: string): string {
    const value = this.text(name);
    if (value === null) throw new FaultError(fault('APP-006', { option: name, value: '', expected }));
    return value;
  }
}

/** FaultError APP-013: the words besides the options are not those that the command takes. */
export function wrongWords({ name, positionals }: CommandSpec, given: readonly string[]): FaultError {
  const help = helpOf(name);
  return new FaultError(
    fault('APP-013', { command: name, expected: positionals.names, given: given.join(' ') || '-', help }),
  );
}

/**
 * Reads a subcommand's arguments. Null when its help was asked for: it has been printed. Throws FaultError APP-005 for an
 * unknown option (with the nearest), APP-006 for a missing or superfluous value, APP-013 for too few or too many words.
 */
export function readCommandLine(spec: CommandSpec, argv: readonly string[]): CommandLine | null {
  const { texts = [], flags = [], positionals: words } = spec;
  const known = [...texts, ...flags, 'help'];
  const { values, positionals, tokens } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: {
      ...Object.fromEntries(texts.map((name) => [name, { type: 'string' as const, multiple: true }])),
      ...Object.fromEntries(flags.map((name) => [name, { type: 'boolean' as const }])),
      help: { type: 'boolean', short: 'h' },
    },
  });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    if (!known.includes(token.name)) {
      const values = { option: token.name, nearest: nearestName(token.name, known), help: helpOf(spec.name) };
      throw new FaultError(fault('APP-005', values));
    }
    const wrong = texts.includes(token.name) ? !token.value : token.value !== undefined;
    if (!wrong) continue;
    const expected = texts.includes(token.name) ? `--${token.name} <…>` : `--${token.name}`;
    throw new FaultError(fault('APP-006', { option: token.name, value: token.value ?? '', expected }));
  }
  if (values.help) {
    console.log(spec.help);
    return null;
  }
  if (positionals.length < words.least || positionals.length > words.most) {
    throw wrongWords(spec, positionals);
  }
  return new CommandLine(positionals, values);
}
