/** Keys of a station: one list binds them and fills the key sheet, so that the sheet cannot lie. */
import { useEffect, useRef } from 'react';
import type { TextKey } from '../i18n/zh.ts';

export interface KeyBinding {
  /** `KeyboardEvent.key` values, each doing the same; `Control+z` for a chord. */
  readonly keys: readonly string[];
  readonly label: TextKey;
  /** Gets the chord that was pressed, for bindings of several keys. */
  run(chord: string): void;
}

/** The name under which a key press is looked up. Letters are taken without case: a wall's keyboard has Caps Lock. */
export function chordOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.ctrlKey || event.metaKey ? `Control+${key}` : key;
}

export function bindingOf(bindings: readonly KeyBinding[], chord: string): KeyBinding | null {
  return bindings.find(({ keys }) => keys.includes(chord)) ?? null;
}

const TYPED_INTO = 'input:not([type="checkbox"]), textarea, select';
const TICKED = 'input[type="checkbox"]';

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.matches(TYPED_INTO) || target.isContentEditable);
}

/** On a button Enter and Space press that button, on a box Space ticks it; they are nobody else's then. */
function pressesControl({ key, target }: KeyboardEvent): boolean {
  if (target instanceof HTMLButtonElement) return key === 'Enter' || key === ' ';
  return key === ' ' && target instanceof HTMLElement && target.matches(TICKED);
}

/** The keys that move a slider are its own while it has the focus. */
function movesSlider(event: KeyboardEvent): boolean {
  const isSlider = event.target instanceof HTMLElement && event.target.getAttribute('role') === 'slider';
  return isSlider && (event.key === 'Home' || event.key === 'End' || event.key.startsWith('Arrow'));
}

/** Listens while mounted. Keys typed into a field stay there, except Escape. */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const latest = useRef(bindings);
  latest.current = bindings;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.isComposing || event.altKey || pressesControl(event) || movesSlider(event)) return;
      if (isTyping(event.target) && event.key !== 'Escape') return;
      const chord = chordOf(event);
      const binding = bindingOf(latest.current, chord);
      if (!binding) return;
      event.preventDefault();
      event.stopPropagation(); // the map moves by arrow keys too: a key has one meaning
      binding.run(chord);
    };
    // A finger or mouse leaves no focus behind: after a tap on a button, Enter is the station's key again.
    const onClick = (event: MouseEvent): void => {
      const byPointer = event.detail > 0;
      if (byPointer && document.activeElement instanceof HTMLButtonElement) document.activeElement.blur();
    };
    let lastInput = '';
    const onInput = ({ type }: Event): void => {
      lastInput = type;
    };
    const onChange = ({ target }: Event): void => {
      if (lastInput === 'pointerdown' && target instanceof HTMLSelectElement) target.blur();
    };
    window.addEventListener('pointerdown', onInput, { capture: true });
    window.addEventListener('keydown', onInput, { capture: true });
    window.addEventListener('change', onChange);
    window.addEventListener('keydown', onKey, { capture: true });
    window.addEventListener('click', onClick);
    return () => {
      window.removeEventListener('pointerdown', onInput, { capture: true });
      window.removeEventListener('keydown', onInput, { capture: true });
      window.removeEventListener('change', onChange);
      window.removeEventListener('keydown', onKey, { capture: true });
      window.removeEventListener('click', onClick);
    };
  }, []);
}

const signs: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
};

/** A chord as it is printed on keyboards. */
export function keySign(chord: string): string {
  return chord
    .split('+')
    .map((part) => (part === 'Control' ? 'Ctrl' : (signs[part] ?? (part.length === 1 ? part.toUpperCase() : part))))
    .join('+');
}
