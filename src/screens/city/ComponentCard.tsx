/** One thing of the street: what it is, whose it is, in which grid it stands. */
import type { ComponentAnswer } from '../../model/contract/answers.ts';
import { useWords } from '../i18n/language.ts';
import { pathNames } from '../pathNames.ts';
import { useFormat, useStation } from '../station.ts';
import { FaultNotice } from '../ui/FaultNotice.tsx';
import { type Answer, useAnswer } from '../useAnswer.ts';
import { CardFrame, type CardRow, CardRows, CardSource } from './CardFrame.tsx';

/** `componentIndex` as the picture picked it. */
export function ComponentCard({ componentIndex, onClose }: { componentIndex: number; onClose(): void }) {
  const { questions } = useStation();
  const answer = useAnswer(`component ${componentIndex}`, (signal) => questions.componentAt(componentIndex, signal));
  return <ComponentFacts answer={answer} onClose={onClose} />;
}

export function ComponentFacts({ answer, onClose }: { answer: Answer<ComponentAnswer>; onClose(): void }) {
  const { say, name } = useWords();
  const found = answer.value;
  return (
    <CardFrame
      title={found ? name({ name: found.className, nameEn: found.classNameEn }) : say('component.title')}
      closeWords="component.close"
      onClose={onClose}
    >
      {found && <Fields component={found} />}
      {!found && answer.fault && <FaultNotice fault={answer.fault} onRetry={answer.retry} />}
      {!found && !answer.fault && <p role="status">{say('state.asking')}</p>}
    </CardFrame>
  );
}

function Fields({ component }: { component: ComponentAnswer }) {
  const { say, name } = useWords();
  const format = useFormat();
  const { ownerUnit, gridOwnerUnit } = component;
  const [lonDeg, latDeg] = component.lonLatDeg;
  const department = { name: component.departmentName, nameEn: component.departmentNameEn };
  const rows: readonly CardRow[] = [
    ['component.id', <code key="id">{component.componentId}</code>],
    ['component.code', <code key="code">{component.classCode}</code>],
    ...(component.name === null ? [] : [['component.name', component.name] as const]),
    ['component.department', name(department)],
    // What an audience may not know has no row; what nobody recorded says so.
    ...(ownerUnit === undefined ? [] : [['component.owner', ownerUnit ?? say('component.none')] as const]),
    ['component.grid', pathNames(component.path, name).join(' › ')],
    ...(gridOwnerUnit === null ? [] : [['component.gridOwner', gridOwnerUnit] as const]),
    ['component.place', `${format.number(lonDeg, 5)}°, ${format.number(latDeg, 5)}°`],
  ];
  return (
    <>
      <CardRows rows={rows} />
      <CardSource provenance={component.provenance} />
    </>
  );
}
