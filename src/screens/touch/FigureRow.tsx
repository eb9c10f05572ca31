import { useWords } from '../i18n/language.ts';
import type { TextKey } from '../i18n/zh.ts';

export function FigureRow({ label, value, unit }: { label: TextKey; value: string; unit: string }) {
  const { say } = useWords();
  return (
    <div>
      <dt>{say(label)}</dt>
      <dd>
        <strong>{value}</strong> {unit}
      </dd>
    </div>
  );
}
