/** Every fault code of the product, by shelf. A rule test holds that each is used, unique and has a tip. */
import { appFaults } from './app.ts';
import { bakeFaults } from './bake.ts';
import { componentFaults } from './components.ts';
import type { CatalogEntry } from './entry.ts';
import { fileFaults } from './files.ts';
import { generationFaults } from './generation.ts';
import { hubFaults } from './hub.ts';
import { liveFaults } from './live.ts';
import { modelFileFaults } from './modelFiles.ts';
import { outputFaults } from './output.ts';
import { packageFaults } from './packages.ts';
import { pictureFaults } from './picture.ts';
import { planFaults } from './plan.ts';
import { proofFaults } from './proof.ts';
import { repairFaults } from './repair.ts';
import { screenFaults } from './screen.ts';

const catalog = {
  ...appFaults,
  ...bakeFaults,
  ...componentFaults,
  ...fileFaults,
  ...generationFaults,
  ...hubFaults,
  ...liveFaults,
  ...modelFileFaults,
  ...packageFaults,
  ...outputFaults,
  ...pictureFaults,
  ...proofFaults,
  ...planFaults,
  ...repairFaults,
  ...screenFaults,
};

export type FaultCode = keyof typeof catalog;

export const faultCatalog: Readonly<Record<FaultCode, CatalogEntry>> = catalog;
