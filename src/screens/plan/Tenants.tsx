import type { BuildingAnswer } from '../../model/contract/answers.ts';
import { useWords } from '../i18n/language.ts';
import { useFormat } from '../station.ts';

/** More than these are a list of their own; the count says how many there are. */
const SHOWN_ENTERPRISES = 12;

/** Who works in a building, by name and code, and the public places in it. */
export function Tenants({ building }: { building: BuildingAnswer }) {
  const { say, name } = useWords();
  const format = useFormat();
  const { enterprises, facilities } = building;
  const list = enterprises.list ?? [];
  const isEmpty = 'value' in enterprises.count ? enterprises.count.value === 0 : enterprises.kinds.length === 0;
  return (
    <section className="plan-cases plan-tenants">
      {facilities.length > 0 && (
        <>
          <h3>{say('building.facilities')}</h3>
          <ul>
            {facilities.map((one) => (
              <li key={one.facilityId}>
                {name(one)} <small>{say(`facility.${one.kind}`)}</small>
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>
        {say('building.enterprises')}{' '}
        <span>{isEmpty ? say('building.enterprises.none') : format.count(enterprises.count)}</span>
      </h3>
      <ul>
        {list.slice(0, SHOWN_ENTERPRISES).map((one) => (
          <li key={one.unitCode}>
            <span>{name(one)}</span>
            <small>{say(`enterprise.${one.kind}`)}</small>
            <code title={say('building.enterprises.code')}>{one.unitCode}</code>
          </li>
        ))}
      </ul>
      {list.length > SHOWN_ENTERPRISES && (
        <p className="plan-source">
          {say('building.enterprises.more', { count: format.number(list.length - SHOWN_ENTERPRISES) })}
        </p>
      )}
    </section>
  );
}
