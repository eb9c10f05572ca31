/** The city by an attribute: what to colour by, how to part it, and the legend with how many buildings each class has. */
import './thematicPanel.css';
import { useEffect, useMemo, useState } from 'react';
import {
  type BuildingAttribute,
  buildingAttributes,
  type ClassName,
  packagedAttributes,
} from '../../model/contract/buildingColumns.ts';
import type { Manifest } from '../../model/contract/manifest.ts';
import { buildingUses } from '../../model/domain/buildings.ts';
import { answerFault, fault } from '../../model/faults/fault.ts';
import type { CityView } from '../../picture/cityView.ts';
import { type BreakMethod, breakMethods, LEAST_CLASSES, MOST_CLASSES } from '../../picture/layers/thematic/breaks.ts';
import { type Ramp, ramps } from '../../picture/layers/thematic/ramps.ts';
import {
  type LegendRow,
  type ThematicChoice,
  thematicAlike,
  thematicOf,
} from '../../picture/layers/thematic/thematic.ts';
import { useWords } from '../i18n/language.ts';
import { useFormat, useLive, useNow, useStation } from '../station.ts';
import { FaultNotice } from '../ui/FaultNotice.tsx';
import { SamplePlate } from '../ui/SamplePlate.tsx';
import { useAnswer } from '../useAnswer.ts';
import { legendDigits } from './legendDigits.ts';

const startChoice: ThematicChoice = { method: 'quantile', classCount: 5, ramp: 'viridis', manualText: '' };
/** What is counted live is asked for again so often. */
const REFRESH_MILLIS = 60_000;
const liveAttributes: ReadonlySet<BuildingAttribute> = new Set(['open', 'resolved']);

export interface ThematicPanelProps {
  readonly view: CityView | null;
  /** Closed, it is the legend of what the city is coloured by, or nothing. */
  readonly open?: boolean;
  /** The earlier package on show beside this one: coloured by the same classes. */
  readonly before?: Manifest | null;
}

export function ThematicPanel({ view, open = true, before = null }: ThematicPanelProps) {
  const { questions, manifest } = useStation();
  const { say } = useWords();
  const format = useFormat();
  const now = useNow(60_000);
  const audience = useLive((facts) => facts.audience);
  const [attribute, setAttribute] = useState<BuildingAttribute | null>(null);
  const [choice, setChoice] = useState(startChoice);
  const key = attribute === null || audience === null ? null : `${attribute} ${audience}`;
  const refreshMillis = attribute !== null && liveAttributes.has(attribute) ? REFRESH_MILLIS : null;
  const answer = useAnswer(key, (signal) => questions.buildingColumn(attribute ?? 'use', signal), refreshMillis);
  // A hub that serves another district by now answers for other buildings; the page reloads by itself.
  const column = answer.value?.values.length === manifest.counts.buildings ? answer.value : null;
  const thematic = useMemo(() => (column ? thematicOf(column, choice) : null), [column, choice]);
  const packaged = packagedAttributes.find((one) => one === attribute) ?? null;
  const asked = before && packaged && `before ${before.districtHash} ${packaged}`;
  const earlier = useAnswer(asked, (signal) => questions.buildingColumnBefore(packaged ?? 'use', signal));
  const columnBefore = earlier.value?.values.length === before?.counts.buildings ? earlier.value : null;
  const thematicBefore = useMemo(
    () => thematic && columnBefore && thematicAlike(thematic, columnBefore),
    [thematic, columnBefore],
  );
  const isWrong = column !== null && thematic === null;

  // Bounds that are none leave the city as it was coloured before.
  useEffect(() => {
    if (thematic || column === null) view?.setThematic(thematic, thematicBefore);
  }, [view, thematic, column, thematicBefore]);
  useEffect(() => () => view?.setThematic(null), [view]);

  const offered = buildingAttributes.filter((one) => one !== 'open' || audience === 'duty');
  if (!open && attribute === null) return null;
  return (
    <section className="thematic" aria-label={say('thematic.title')} data-testid="thematic">
      <strong>{say(open ? 'thematic.title' : `thematic.by.${attribute!}`)}</strong>
      {open && (
        <>
          <Choice
            label={say('thematic.by')}
            value={attribute ?? ''}
            options={[['', say('thematic.none')], ...offered.map((one) => [one, say(`thematic.by.${one}`)] as const)]}
            onChange={(value) => setAttribute(offered.find((one) => one === value) ?? null)}
          />
          {column?.kind === 'number' && <Parting choice={choice} onChoice={setChoice} />}
          {column && (column.kind === 'number' || column.ordered) && (
            <Choice
              label={say('thematic.ramp')}
              value={choice.ramp}
              options={ramps.map((one) => [one, say(`thematic.ramp.${one}`)] as const)}
              onChange={(ramp: Ramp) => setChoice({ ...choice, ramp })}
            />
          )}
        </>
      )}
      {answer.asking && <p role="status">{say('state.asking')}</p>}
      {answer.fault && <FaultNotice fault={answer.fault} onRetry={answer.retry} />}
      {earlier.fault && <FaultNotice fault={earlier.fault} onRetry={earlier.retry} />}
      {isWrong && choice.manualText.trim() !== '' && (
        <FaultNotice fault={answerFault(fault('PICTURE-020', { most: MOST_CLASSES }))} />
      )}
      {column && thematic && (
        <>
          <Legend rows={thematic.legend} attribute={column.attribute} />
          <p className="thematic-fine">
            {manifest.synthetic.buildings && <SamplePlate />}{' '}
            {say('state.asOf', { time: format.timeNear(column.atMillis, now) })}
          </p>
        </>
      )}
    </section>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [T, string])[];
  onChange(value: T): void;
}

function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <label className="thematic-row">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value as T)}>
        {options.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

interface PartingProps {
  readonly choice: ThematicChoice;
  onChoice(choice: ThematicChoice): void;
}

function Parting({ choice, onChoice }: PartingProps) {
  const { say } = useWords();
  return (
    <>
      <Choice
        label={say('thematic.method')}
        value={choice.method}
        options={breakMethods.map((one) => [one, say(`thematic.method.${one}`)] as const)}
        onChange={(method: BreakMethod) => onChoice({ ...choice, method })}
      />
      {choice.method === 'manual' ? (
        <label className="thematic-row">
          <span>{say('thematic.bounds')}</span>
          <input
            value={choice.manualText}
            placeholder="3, 7, 12"
            onChange={(event) => onChoice({ ...choice, manualText: event.target.value })}
          />
        </label>
      ) : (
        <label className="thematic-row">
          <span>{say('thematic.classes')}</span>
          <input
            type="number"
            min={LEAST_CLASSES}
            max={MOST_CLASSES}
            value={choice.classCount}
            onChange={({ target: { valueAsNumber } }) => {
              const isCount = valueAsNumber >= LEAST_CLASSES && valueAsNumber <= MOST_CLASSES;
              if (isCount) onChoice({ ...choice, classCount: Math.floor(valueAsNumber) });
            }}
          />
        </label>
      )}
    </>
  );
}

/** What a row means is its own alone; its words, rounded, may be another's too. */
function keyOf({ meaning }: LegendRow): string {
  return meaning.kind === 'named' ? meaning.name : meaning.kind === 'span' ? String(meaning.from) : meaning.kind;
}

/** Classes as they are listed: the lowest first. */
function Legend({ rows, attribute }: { readonly rows: readonly LegendRow[]; readonly attribute: BuildingAttribute }) {
  const { say } = useWords();
  const format = useFormat();
  const digits = legendDigits(
    rows.flatMap(({ meaning }) => (meaning.kind === 'span' ? [meaning.from, meaning.to ?? meaning.from] : [])),
  );
  // Of what is counted in whole things a class is named by the last that it holds, not by the first that it does not.
  const isWhole =
    attribute !== 'height' &&
    rows.every(
      ({ meaning }) =>
        meaning.kind !== 'span' || [meaning.from, meaning.to ?? meaning.from].every((bound) => Number.isInteger(bound)),
    );
  /** Years are no quantities: they have no thousands. */
  const valueText = (value: number): string =>
    attribute === 'year' ? String(value) : format.number(value, Number.isInteger(value) ? 0 : digits);
  const nameText = (name: ClassName): string => {
    const use = buildingUses.find((one) => one === name);
    if (use) return say(`use.${use}`);
    const [from, to] = name.match(/\d+/g)!.map((digits) => format.number(Number(digits)));
    if (name.startsWith('under')) return say('thematic.below', { to: from! });
    return to === undefined ? say('thematic.above', { from: from! }) : say('thematic.band', { from: from!, to });
  };
  const words = ({ meaning }: LegendRow): string => {
    if (meaning.kind === 'unknown') return say('thematic.unknown');
    if (meaning.kind === 'named') return nameText(meaning.name);
    const from = valueText(meaning.from);
    if (meaning.to === null) return say('thematic.above', { from });
    if (!isWhole) return say('thematic.span', { from, to: valueText(meaning.to) });
    return meaning.to - 1 === meaning.from ? from : say('thematic.band', { from, to: valueText(meaning.to - 1) });
  };
  return (
    <ul className="thematic-legend">
      {rows.map((row) => (
        <li key={keyOf(row)}>
          <i style={{ backgroundColor: row.colour }} data-unknown={row.meaning.kind === 'unknown'} />
          <span>{words(row)}</span>
          <span>{format.number(row.buildings)}</span>
        </li>
      ))}
    </ul>
  );
}
