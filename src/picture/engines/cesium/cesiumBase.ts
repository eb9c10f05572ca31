/** Where Cesium finds its workers and tables: said at run time, so that one build works under any path. */
export function setCesiumBase(): void {
  Object.assign(globalThis, { CESIUM_BASE_URL: new URL('cesium/', document.baseURI).href });
}
