/** The card of whatever was picked on the map beside cases, buildings and areas. */
import type { CityFocus, Pick } from '../../picture/cityView.ts';
import { ComponentCard } from './ComponentCard.tsx';
import { HazardCard } from './HazardCard.tsx';
import { VideoPointCard } from './VideoPointCard.tsx';

export type Thing = Extract<Pick, { readonly kind: 'hazard' | 'videoPoint' | 'component' }>;

export function thingOfPick(pick: Pick | null): Thing | null {
  return pick?.kind === 'hazard' || pick?.kind === 'videoPoint' || pick?.kind === 'component' ? pick : null;
}

/** What the picture lifts out for it: a ring, an open field of view, distances on the ground. */
export function focusOfThing(thing: Thing): CityFocus {
  switch (thing.kind) {
    case 'hazard':
      return { hazardId: thing.hazardId };
    case 'videoPoint':
      return { videoPointIndex: thing.videoPointIndex };
    case 'component':
      return { componentIndex: thing.componentIndex };
  }
}

export function ThingCard({ thing, onClose }: { thing: Thing; onClose(): void }) {
  switch (thing.kind) {
    case 'hazard':
      return <HazardCard hazardId={thing.hazardId} onClose={onClose} />;
    case 'videoPoint':
      return <VideoPointCard videoPointIndex={thing.videoPointIndex} onClose={onClose} />;
    case 'component':
      return <ComponentCard componentIndex={thing.componentIndex} onClose={onClose} />;
  }
}
