/**
 * The parts of a district package that the picture reads itself: ground, areas, footprints, video points. Each is asked
 * for until it comes, in any order; whatever came before the ground is set down on it when it does.
 */
import type { VideoPointsAnswer } from '../model/contract/answers.ts';
import type { AreasFile } from '../model/contract/areasFile.ts';
import type { Components } from '../model/contract/componentsFile.ts';
import type { Footprints } from '../model/contract/footprintsFile.ts';
import type { Manifest } from '../model/contract/manifest.ts';
import { NAMED_ROADS_FILE, type NamedRoadsFile } from '../model/contract/namedRoadsFile.ts';
import type { SliversFile } from '../model/contract/sliversFile.ts';
import type { Station } from '../model/domain/audiences.ts';
import type { FaultAnswer } from '../model/faults/fault.ts';
import { flatHeightField, type HeightField } from '../model/geometry/heightField.ts';
import type { Pick, PickName } from './cityView.ts';
import { keepAsking } from './keepAsking.ts';
import { type ComponentPlaces, componentPlaces, type PackagedClass } from './layers/components/components.ts';
import { CameraFields } from './layers/fieldsOfView/cameraFields.ts';
import type { FarGround } from './layers/ground/farGround.ts';
import { type AreaLabel, areaLabels } from './layers/labels/labels.ts';
import { type NamedCourse, namedCourses } from './layers/labels/roadNames.ts';
import { type PlacedSliver, placeSlivers } from './layers/slivers/slivers.ts';
import { type VideoPointPlaces, videoPointPlaces } from './layers/videoPoints/videoPoints.ts';
import {
  type Loaded,
  loadAreas,
  loadComponents,
  loadFarGround,
  loadFootprints,
  loadHeights,
  loadNamedRoads,
  loadSlivers,
  loadVideoPoints,
} from './packageFiles.ts';
import { AreaPlaces } from './picking/areaPlaces.ts';
import { BuildingRays } from './picking/buildingRays.ts';

export type PackagePart =
  | 'farGround'
  | 'heights'
  | 'areas'
  | 'footprints'
  | 'videoPoints'
  | 'slivers'
  | 'components'
  | 'namedRoads';

export interface PackagePartsOptions {
  readonly base: string;
  readonly manifest: Manifest;
  readonly signal: AbortSignal;
  /** A part came, or stands anew on ground that came. */
  onPart(part: PackagePart): void;
  /** What keeps a part away, each time it is asked in vain; null when it came. */
  onState(part: PackagePart, problem: FaultAnswer | null): void;
}

export class PackageParts {
  readonly #options: PackagePartsOptions;
  #footprints: Footprints | null = null;
  #videoPoints: VideoPointsAnswer | null = null;
  #sliversFile: SliversFile | null = null;
  #components: Components | null = null;
  #componentsWanted = false;
  #namedRoads: NamedRoadsFile | null = null;
  #namedRoadsWanted = false;
  ground: HeightField = flatHeightField();
  areas: AreasFile | null = null;
  places: AreaPlaces | null = null;
  labels: readonly AreaLabel[] = [];
  /** Empty until somebody wanted them and they came. */
  streets: readonly NamedCourse[] = [];
  #rays: BuildingRays | null = null;
  #cameraFields: CameraFields | null = null;
  #grounded = false;
  /** The coarse sheets, for a picture from afar. */
  farGround: FarGround | null = null;
  videoPointPlaces: VideoPointPlaces | null = null;
  /** Null until somebody wanted them and they came. */
  componentPlaces: ComponentPlaces | null = null;
  /** Null until the proof is there; empty where it found nothing. */
  slivers: readonly PlacedSliver[] | null = null;

  constructor(options: PackagePartsOptions) {
    this.#options = options;
  }

  get manifest(): Manifest {
    return this.#options.manifest;
  }

  get footprints(): Footprints | null {
    return this.#footprints;
  }

  /** Of areas, video points, a component's class; null for all else, and before they are there. */
  nameOf(pick: Pick): PickName | null {
    if (pick.kind === 'area') return this.places?.areaOf(pick.areaId) ?? null;
    if (pick.kind === 'component') {
      const classRow = this.componentPlaces?.classRow[pick.componentIndex];
      return classRow === undefined ? null : this.componentClasses[classRow]!;
    }
    const name = pick.kind === 'videoPoint' ? this.#videoPoints?.names[pick.videoPointIndex] : undefined;
    return name === undefined ? null : { name, nameEn: name };
  }

  /** Made when first asked for: the first picture does not wait for it. */
  get rays(): BuildingRays | null {
    if (!this.#rays && this.#footprints) this.#rays = new BuildingRays(this.#footprints, this.ground);
    return this.#rays;
  }

  /** What cameras see, made when first asked for; null until cameras and buildings are there. */
  get cameraFields(): CameraFields | null {
    const { videoPointPlaces: places, rays, ground } = this;
    if (!places || !rays) return null;
    this.#cameraFields ??= new CameraFields({ places, rays, ground });
    return this.#cameraFields;
  }

  /** The ground's heights are there, or the district has none. */
  get isGrounded(): boolean {
    return this.#grounded || !this.#options.manifest.heights;
  }

  /** Comes when every part came or was asked for in vain once. */
  async load(): Promise<void> {
    const { base, manifest, signal } = this.#options;
    const hash = manifest.districtHash;
    const heights = manifest.heights?.file;
    await Promise.all([
      heights && this.#keep('heights', heights, () => loadHeights(base, heights, hash, signal), this.#takeGround),
      this.#keep('farGround', 'ground', () => loadFarGround(base, hash, signal), this.#takeFarGround),
      this.#keep('areas', 'areas.json', () => loadAreas(base, hash, signal), this.#takeAreas),
      this.#keep('footprints', 'footprints.bin', () => loadFootprints(base, hash, signal), this.#takeFootprints),
    ]);
  }

  /** What the hub answers to duty only. */
  loadDutyPart(part: 'videoPoints' | 'slivers', station: Station): void {
    const { base, signal } = this.#options;
    if (part === 'videoPoints') {
      const ask = () => loadVideoPoints(base, station, signal);
      void this.#keep(part, 'video-points', ask, this.#takeVideoPoints);
    } else {
      void this.#keep(part, 'proof', () => loadSlivers(base, station, signal), this.#takeSlivers);
    }
  }

  get componentClasses(): readonly PackagedClass[] {
    return this.#options.manifest.components?.classes ?? [];
  }

  /** Asks for the city's components, once: only a layer that is shown wants them. */
  wantComponents(): void {
    const { base, manifest, signal } = this.#options;
    const { components } = manifest;
    if (this.#componentsWanted || !components) return;
    this.#componentsWanted = true;
    const { file, classes } = components;
    const ask = () => loadComponents(base, file, classes.length, manifest.districtHash, signal);
    void this.#keep('components', file, ask, this.#takeComponents);
  }

  /** Asks for the names of streets, once; a package may have none. */
  wantNamedRoads(): void {
    const { base, manifest, signal } = this.#options;
    if (this.#namedRoadsWanted || !manifest.publicFiles.includes(NAMED_ROADS_FILE)) return;
    this.#namedRoadsWanted = true;
    const ask = () => loadNamedRoads(base, manifest.districtHash, signal);
    void this.#keep('namedRoads', NAMED_ROADS_FILE, ask, this.#takeNamedRoads);
  }

  #keep<T>(part: PackagePart, file: string, ask: () => Promise<Loaded<T>>, take: (value: T) => void): Promise<void> {
    const onState = (problem: FaultAnswer | null): void => this.#options.onState(part, problem);
    return keepAsking({ file, ask, take, onState }, this.#options.signal);
  }

  readonly #takeGround = (ground: HeightField): void => {
    this.ground = ground;
    this.#grounded = true;
    this.#options.onPart('heights');
    if (this.areas) this.#takeAreas(this.areas);
    if (this.#footprints) this.#takeFootprints(this.#footprints);
    if (this.#videoPoints) this.#takeVideoPoints(this.#videoPoints);
    if (this.#sliversFile) this.#takeSlivers(this.#sliversFile);
    if (this.#components) this.#takeComponents(this.#components);
    if (this.#namedRoads) this.#takeNamedRoads(this.#namedRoads);
  };

  readonly #takeFarGround = (ground: FarGround): void => {
    this.farGround = ground;
    this.#options.onPart('farGround');
  };

  readonly #takeAreas = (areas: AreasFile): void => {
    this.areas = areas;
    this.places ??= new AreaPlaces(areas);
    this.labels = areaLabels(areas, this.ground);
    this.#options.onPart('areas');
  };

  readonly #takeFootprints = (footprints: Footprints): void => {
    this.#footprints = footprints;
    this.#rays = null;
    this.#cameraFields = null;
    this.#options.onPart('footprints');
  };

  readonly #takeVideoPoints = (answer: VideoPointsAnswer): void => {
    this.#videoPoints = answer;
    this.videoPointPlaces = videoPointPlaces(answer, this.ground);
    this.#cameraFields = null;
    this.#options.onPart('videoPoints');
  };

  readonly #takeComponents = (components: Components): void => {
    this.#components = components;
    this.componentPlaces = componentPlaces(components, this.componentClasses, this.ground);
    this.#options.onPart('components');
  };

  readonly #takeNamedRoads = (file: NamedRoadsFile): void => {
    this.#namedRoads = file;
    this.streets = namedCourses(file, this.ground);
    this.#options.onPart('namedRoads');
  };

  readonly #takeSlivers = (file: SliversFile): void => {
    this.#sliversFile = file;
    this.slivers = placeSlivers(file, this.ground);
    this.#options.onPart('slivers');
  };
}
