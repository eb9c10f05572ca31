/**
 * What one layer brings to the picture, pure: it reads the frame, and holds what is to be drawn until that changes. The
 * picture hands it to the engines; nobody else knows how it is drawn.
 */
import type { LiveLink } from '../live/links.ts';
import type { FaultAnswer, Language } from '../model/faults/fault.ts';
import type { HeightField } from '../model/geometry/heightField.ts';
import type { View } from './camera/pose.ts';
import type { CityFocus, CityLayer, LayerClass, Pick } from './cityView.ts';
import type { StateRows } from './layers/buildings/buildingStates.ts';
import type { BeaconStyle } from './layers/cases/beaconMarks.ts';
import type { GroundMesh } from './layers/groundMesh.ts';
import type { MarkSet } from './layers/marks.ts';
import type { PackageParts } from './packageParts.ts';
import type { Palette, Theme } from './palette.ts';
import type { TextWishes } from './text/textWishes.ts';

/** Another object whenever anything in it is another: compare by identity. */
export interface LayerStyle {
  readonly theme: Theme;
  readonly palette: Palette;
  /** Of texts and marks: 1 at a desk, 1.27 on the wall. */
  readonly scale: number;
  readonly language: Language;
  readonly beaconColour: BeaconStyle['colourOf'];
  /** Where everything stands. */
  readonly ground: HeightField;
  /** Whoever looks wants nothing to rise, pulse or fly. */
  readonly reducedMotion: boolean;
}

/** All that a layer may read, once per frame. */
export interface LayerFrame {
  readonly view: View;
  readonly atMillis: number;
  readonly live: LiveLink;
  readonly parts: PackageParts;
  readonly style: LayerStyle;
  readonly focus: CityFocus;
}

/** Something that a finger may mean: where it stands, and by how much it yields to others. */
export interface PickTarget {
  readonly enuMeters: readonly [number, number, number];
  readonly handicapCssPx: number;
  readonly pick: Pick;
}

export interface LayerDrawing {
  /** The row that shows and hides it; null for what is always drawn. */
  readonly layer: CityLayer | null;
  /** Brings all below up to date; true when something changed. Hidden layers are not asked. */
  update(frame: LayerFrame): boolean;
  /** In the world, where buildings hide them; remade meshes are other objects. */
  readonly meshes: Readonly<Record<string, GroundMesh | null>>;
  /** Afloat above the world, from low to high. */
  readonly marks: readonly MarkSet[];
  readonly texts: TextWishes;
  /** What buildings are shaded by, as far as it changed since the last call: one layer has it. */
  takeStates?(): StateRows | null;
  /** Asked for only when somebody points. */
  targets(): Iterable<PickTarget>;
  /** Things drawn now; null before it is known. */
  readonly count: number | null;
  /** What the layer tells apart, where each can be hidden. */
  readonly classes?: readonly LayerClass[];
  setClassVisible?(code: string, visible: boolean): void;
  /** Why it draws less than it should; parts of the package that are away are told elsewhere. */
  readonly fault?: FaultAnswer | null;
}

export const noTargets: readonly PickTarget[] = [];
