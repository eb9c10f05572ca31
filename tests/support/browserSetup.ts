/** Once before all tests with a browser, so that no two of them build the same thing at a time into the same folder. */
import { buildScreens, screensAreBuilt } from '../../src/app/builtScreens.ts';
import { cityPage } from './cityPage.ts';
import { toyDistrict } from './toyDistrict.ts';

export default async function setUp(): Promise<void> {
  await toyDistrict();
  if (!screensAreBuilt()) await buildScreens();
  await cityPage();
}
