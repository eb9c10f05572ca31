/** The buildings' states: windows lit by resolved matters, thematic classes, flags. The buildings themselves are tiles. */
import type { WindowColumns, WindowRise } from '../../../live/windowState.ts';
import type { AreasFile } from '../../../model/contract/areasFile.ts';
import type { Footprints } from '../../../model/contract/footprintsFile.ts';
import type { CityFocus } from '../../cityView.ts';
import { type LayerDrawing, type LayerFrame, noTargets } from '../../layerDrawing.ts';
import { noTexts } from '../../text/textWishes.ts';
import type { GroundMesh } from '../groundMesh.ts';
import { flagsOfFocus } from '../selection/selected.ts';
import { BuildingStates, type StateRows } from './buildingStates.ts';
import { FAR_LIGHTS, FarLights } from './farLights.ts';
import { glowOfOverflow, litOfBand, litOfClosed, RISE_MILLIS, RISE_STEP_MILLIS, riseShare } from './litWindows.ts';

export class BuildingsDrawing implements LayerDrawing {
  readonly layer = 'buildings';
  readonly marks = [];
  readonly #farLights = new FarLights();
  readonly texts = noTexts;
  readonly targets = () => noTargets;
  #states: BuildingStates | null = null;
  #footprints: Footprints | null = null;
  #areas: AreasFile | null = null;
  #rowsOfGrid = new Map<string, number[]>();
  /** Public bands by row in areas.json. */
  #bands = new Uint8Array(0);
  #version = -1;
  #step = -1;
  /** Buildings drawn below their count, because a window of theirs is coming on. */
  #rising = new Set<number>();
  #classes: Uint8Array | null = null;
  #focus: CityFocus | null = null;
  #isSet = false;

  get meshes(): Readonly<Record<string, GroundMesh | null>> {
    return { [FAR_LIGHTS]: this.#farLights.mesh };
  }

  update(frame: LayerFrame): boolean {
    const isOther = this.#updateStates(frame);
    const { live, parts, view, style, atMillis } = frame;
    const { columns } = live.windows;
    const counts = columns.audience === 'duty' ? columns : null;
    const { footprints } = parts;
    return (footprints !== null && this.#farLights.update(counts, { footprints, view, style, atMillis })) || isOther;
  }

  #updateStates({ live, parts, atMillis, style, focus }: LayerFrame): boolean {
    live.windows.open();
    const { footprints, areas } = parts;
    if (!footprints || !areas) return false;
    const isNew = footprints !== this.#footprints || areas !== this.#areas;
    if (isNew) this.#begin(footprints, areas);
    if (isNew || focus !== this.#focus) {
      this.#focus = focus;
      this.#states!.setFlags(flagsOfFocus(focus, footprints.count));
      this.#isSet = true;
    }
    const { columns } = live.windows;
    const isOther = isNew || columns.version !== this.#version;
    const step = Math.floor(atMillis / RISE_STEP_MILLIS);
    const isStep = this.#rising.size > 0 && step !== this.#step;
    const wasSet = this.#isSet;
    this.#isSet = false;
    if (!isOther && !isStep) return wasSet;
    [this.#version, this.#step] = [columns.version, step];
    const missing = style.reducedMotion ? new Map<number, number>() : this.#missing(columns, atMillis);
    if (isOther) {
      this.#bands = Uint8Array.from(areas.areas, ({ id }) => columns.bands.get(id) ?? 0);
      for (let row = 0; row < footprints.count; row++) this.#light(columns, row, missing.get(row) ?? 0);
    } else {
      for (const row of this.#rising) this.#light(columns, row, missing.get(row) ?? 0);
    }
    this.#rising = new Set(missing.keys());
    return true;
  }

  /** Thematic class 0…12 of every building by buildingIndex; null for none. */
  setClasses(classes: Uint8Array | null): void {
    this.#classes = classes;
    this.#states?.setClasses(classes);
    this.#isSet = true;
  }

  /** The next states are all of them: whoever took them is no more. */
  tellAnew(): void {
    this.#states?.tellAnew();
  }

  takeStates(): StateRows | null {
    return this.#states?.take() ?? null;
  }

  /** Buildings are counted by the package, not here. */
  get count(): number | null {
    return this.#states?.count ?? null;
  }

  #begin(footprints: Footprints, areas: AreasFile): void {
    [this.#footprints, this.#areas] = [footprints, areas];
    this.#states = new BuildingStates(footprints);
    this.#states.setClasses(this.#classes);
    this.#rising.clear();
    this.#rowsOfGrid = new Map();
    footprints.areaRow.forEach((areaRow, row) => {
      const gridId = areas.areas[areaRow]!.id;
      const rows = this.#rowsOfGrid.get(gridId);
      if (rows) rows.push(row);
      else this.#rowsOfGrid.set(gridId, [row]);
    });
  }

  /** Windows that are counted and have not yet come on, by building. */
  #missing({ rises }: WindowColumns, atMillis: number): Map<number, number> {
    const missing = new Map<number, number>();
    const add = (row: number, windows: number): void => void missing.set(row, (missing.get(row) ?? 0) + windows);
    for (const rise of rises) {
      // The step after its last still finds it here, and draws it whole.
      if (rise.presentAtMillis + RISE_MILLIS + RISE_STEP_MILLIS < atMillis) continue;
      const rest = 1 - riseShare(rise.presentAtMillis, atMillis);
      if (rise.kind === 'building') add(rise.buildingIndex, rest);
      else for (const row of this.#rowsOfGrid.get(rise.gridId) ?? []) add(row, rest * this.#grownBy(rise, row));
    }
    return missing;
  }

  #grownBy({ fromBand, toBand }: Extract<WindowRise, { kind: 'grid' }>, row: number): number {
    const windowCount = this.#states!.windowCounts[row] ?? 0;
    return litOfBand(toBand, windowCount) - litOfBand(fromBand, windowCount);
  }

  #light({ audience, closed }: WindowColumns, row: number, missing: number): void {
    const states = this.#states!;
    if (row >= states.count) return; // of another package than the one here
    const windowCount = states.windowCounts[row]!;
    if (audience === 'public') {
      const band = this.#bands[this.#footprints!.areaRow[row]!]!;
      states.setLit(row, litOfBand(band, windowCount) - missing, 0);
    } else {
      const all = closed[row] ?? 0;
      states.setLit(row, litOfClosed(all - missing, windowCount), glowOfOverflow(all, windowCount));
    }
  }
}
