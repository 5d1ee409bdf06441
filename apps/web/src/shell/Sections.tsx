import { useId, type ReactElement } from 'react';
import { Icon, type IconName } from '../components/Icon/Icon.js';
import { Link } from '../components/Link.js';

export interface Section {
  readonly to: string;
  readonly name: string;
  readonly icon: IconName;
}

export interface SectionGroup {
  /** Absent for sections that need no groups. */
  readonly title?: string;
  readonly sections: readonly Section[];
}

function Group({ title, sections }: SectionGroup): ReactElement {
  const id = useId();
  return (
    <>
      {title !== undefined && (
        <p id={id} className="sections-title">
          {title}
        </p>
      )}
      <ul aria-labelledby={title === undefined ? undefined : id}>
        {sections.map(({ to, name, icon }) => (
          <li key={to}>
            <Link to={to}>
              <Icon name={icon} />
              <span>{name}</span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

export const Sections = ({
  label,
  groups,
}: {
  readonly label: string;
  readonly groups: readonly SectionGroup[];
}): ReactElement => (
  <nav className="settings-sections" aria-label={label}>
    {groups.map((group) => (
      <Group key={group.title ?? ''} {...group} />
    ))}
  </nav>
);
