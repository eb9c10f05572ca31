/** Message says what is wrong, tip says what to do next. `{name}` is filled from the fault's values. */
export interface CatalogEntry {
  readonly zh: { readonly message: string; readonly tip: string };
  readonly en: { readonly message: string; readonly tip: string };
}
