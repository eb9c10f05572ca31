/** All layers that the picture draws besides its tiles, from low to high: what comes later lies on top. */
import type { LayerDrawing } from '../layerDrawing.ts';
import { BoundariesDrawing } from './boundaries/boundariesDrawing.ts';
import { CasesDrawing } from './cases/casesDrawing.ts';
import { ComponentsDrawing } from './components/componentsDrawing.ts';
import { HeatDrawing, HexDrawing } from './density/densityDrawing.ts';
import { FieldsOfViewDrawing } from './fieldsOfView/fieldsOfViewDrawing.ts';
import { FlowsDrawing } from './flows/flowsDrawing.ts';
import { FocusDrawing } from './focus/focusDrawing.ts';
import { HazardsDrawing } from './hazards/hazardsDrawing.ts';
import { LabelsDrawing } from './labels/labelsDrawing.ts';
import { SelectionDrawing } from './selection/selectionDrawing.ts';
import { SliversDrawing } from './slivers/sliversDrawing.ts';
import { VideoPointsDrawing } from './videoPoints/videoPointsDrawing.ts';

export function cityDrawings(): LayerDrawing[] {
  return [
    new BoundariesDrawing(),
    new FocusDrawing(),
    new FieldsOfViewDrawing(),
    new HeatDrawing(),
    new HexDrawing(),
    new LabelsDrawing(),
    new SliversDrawing(),
    new ComponentsDrawing(),
    new VideoPointsDrawing(),
    new FlowsDrawing(),
    new HazardsDrawing(),
    new CasesDrawing(),
    new SelectionDrawing(),
  ];
}
