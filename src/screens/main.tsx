/** Entry of every page: fonts, words, and the shell that knows which station this address is. */
import '@fontsource/noto-sans-sc/400.css';
import '@fontsource/noto-sans-sc/700.css';
import '@fontsource/noto-serif-sc/700.css';
import './ui/tokens.css';
import './ui/base.css';
import './ui/ui.css';
import { createRoot } from 'react-dom/client';
import { invariant } from '../model/faults/invariant.ts';
import { fetchAwayGlyphs } from './awayWords.ts';
import { startWords } from './i18n/language.ts';
import { Shell } from './Shell.tsx';

const root = document.getElementById('station');
invariant(root, 'index.html has #station');
await startWords();
createRoot(root).render(<Shell />);
// After the first words of the page, which come first. Without these glyphs the browser's own font stands in.
await fetchAwayGlyphs().catch((reason: unknown) => console.warn('Glyphs for the words of an absent hub:', reason));
