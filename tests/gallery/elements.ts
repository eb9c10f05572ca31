/** Elements of the gallery's page: few enough to need no framework. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className: string,
  text?: string,
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** Names and what stands beside them. */
export function rows(pairs: readonly (readonly [name: string, value: string])[]): HTMLElement {
  const box = element('div', 'facts');
  const made = element('dl', '');
  for (const [name, value] of pairs) made.append(element('dt', '', name), element('dd', '', value));
  box.append(made);
  return box;
}
