import type { BuildingAnswer } from '../../model/contract/answers.ts';
import { floorText, groundText } from '../i18n/areaText.ts';
import { useWords } from '../i18n/language.ts';
import { pathNames } from '../pathNames.ts';
import { useFormat, useLive } from '../station.ts';
import { FaultNotice } from '../ui/FaultNotice.tsx';
import type { Answer } from '../useAnswer.ts';
import { FigureRow } from './FigureRow.tsx';
import { SourceLine } from './SourceLine.tsx';

/** One building as the public may see it: people in bands, no names, nothing by storey. */
export function BuildingPanel({ answer }: { answer: Answer<BuildingAnswer> }) {
  const { language, say, name } = useWords();
  const format = useFormat();
  const live = useLive((facts) => facts.link === 'live');
  const building = answer.value;
  if (!building) {
    return answer.fault ? (
      <FaultNotice fault={answer.fault} onRetry={answer.retry} />
    ) : (
      <p role="status">{say('state.asking')}</p>
    );
  }
  const [comma, pause] = language === 'zh' ? ['、', '：'] : [', ', ': '];
  const ground = groundText(building.footprintSquareMeters, format);
  const floor = floorText(building.floorAreaSquareMeters, language, format);
  return (
    <div className="touch-card" data-stale={!live} data-building={building.buildingId}>
      <h1>{name(building)}</h1>
      <p className="touch-sub">{pathNames(building.path, name).join(language === 'zh' ? ' ' : ', ')}</p>
      <dl className="touch-figures">
        <FigureRow label="touch.figure.use" value={say(`use.${building.use}`)} unit="" />
        <FigureRow
          label="touch.figure.built"
          value={
            building.yearBuilt === null
              ? say('touch.figure.unknown')
              : say('touch.figure.year', { year: building.yearBuilt })
          }
          unit=""
        />
        <FigureRow label="touch.figure.floors" value={format.number(building.floors)} unit={say('unit.floors')} />
        <FigureRow label="touch.figure.footprint" value={ground.value} unit={say(ground.unit)} />
        <FigureRow label="touch.figure.floorArea" value={floor.value} unit={say(floor.unit)} />
        <FigureRow
          label="touch.figure.households"
          value={format.count(building.households)}
          unit={say('unit.households')}
        />
        <FigureRow label="touch.figure.residents" value={format.count(building.residents)} unit={say('unit.people')} />
        <FigureRow
          label="building.enterprises"
          value={format.count(building.enterprises.count)}
          unit={say('unit.enterprises')}
        />
      </dl>
      <p className="touch-sub">
        {building.enterprises.kinds.length > 0
          ? `${say('building.kinds')}${pause}${building.enterprises.kinds.map((kind) => say(`enterprise.${kind}`)).join(comma)}`
          : say('building.enterprises.none')}
      </p>
      {building.facilities.length > 0 && (
        <p className="touch-sub">
          {`${say('building.facilities')}${pause}${building.facilities.map((one) => name(one)).join(comma)}`}
        </p>
      )}
      <SourceLine provenance={building.provenance} />
    </div>
  );
}
