/** Makes a container fit to hold canvases and to be led by hands. The answer gives it back as it was. */
export function borrowContainer(container: HTMLElement, background: string, isLed: boolean): () => void {
  const { style } = container;
  const before = { position: style.position, background: style.background, touchAction: style.touchAction };
  const tabIndexBefore = container.getAttribute('tabindex');
  if (getComputedStyle(container).position === 'static') style.position = 'relative';
  style.background = background;
  if (isLed) {
    container.tabIndex = 0;
    style.touchAction = 'none';
  }
  return () => {
    Object.assign(style, before);
    if (tabIndexBefore === null) container.removeAttribute('tabindex');
    else container.setAttribute('tabindex', tabIndexBefore);
  };
}
