import { describe, expect, it } from 'vitest';
import { bakeNotes, type NotedInput } from '../../../src/bake/steps/bakeNotes.ts';
import { checkMade } from '../../../src/bake/steps/modelInput.ts';
import { describeFault } from '../../../src/model/faults/fault.ts';
import { FaultLog } from '../../../src/model/faults/faultLog.ts';

function notesOf(wanted: number, made: number, part: Partial<NotedInput> = {}): FaultLog {
  const list = (length: number) => Array.from({ length }, () => ({}));
  return bakeNotes({
    recipe: { generate: { buildings: wanted } },
    sources: { of: () => [] },
    placed: { dissolvedFrom: null },
    model: {
      ...{ buildings: list(made), enterprises: [] },
      streetsAtHouses: { narrowedMeters: 0, leftOutMeters: 0 },
    },
    ...part,
  } as unknown as NotedInput);
}

describe('buildings that were asked for and had no room', () => {
  it.each([
    [1_000, 1_000, 0, 0],
    [1_000, 999, 1, 0],
    [1_000, 900, 1, 0],
    [1_000, 899, 0, 1],
  ])('%i wanted, %i made: %i note, %i fault', (wanted, made, notes, faults) => {
    const log = new FaultLog();
    checkMade('buildings', wanted, made, log);
    expect(log.count('BAKE-309')).toBe(faults);
    expect(notesOf(wanted, made).count('BAKE-312')).toBe(notes);
  });

  it('are told in words, with their share', () => {
    const [note] = notesOf(12_000, 11_640).kept();
    expect(describeFault(note!, 'en').message).toBe(
      'About 12000 buildings were to be generated and 11640 were, 3.0 % fewer.',
    );
  });

  it('are nobody’s where an owner gives the buildings, or nobody asked', () => {
    const given = { of: (role: string) => (role === 'buildings' ? [{}] : []) } as unknown as NotedInput['sources'];
    expect(notesOf(1_000, 950, { sources: given }).counts()).toEqual([]);
    expect(notesOf(1_000, 950, { recipe: { generate: {} } as NotedInput['recipe'] }).counts()).toEqual([]);
  });
});

describe('invented streets among given buildings', () => {
  it('are told in metres where houses took their room, and else not at all', () => {
    const at = (narrowedMeters: number, leftOutMeters: number): NotedInput['model'] => ({
      buildings: [],
      enterprises: [],
      streetsAtHouses: { narrowedMeters, leftOutMeters },
    });
    expect(notesOf(0, 0, { model: at(0, 0) }).counts()).toEqual([]);
    const [note] = notesOf(0, 0, { model: at(120, 35) }).kept();
    expect(note!.code).toBe('BAKE-314');
    expect(describeFault(note!, 'en').message).toContain('120 m narrowed, 35 m left out');
  });
});
