import { useLocation } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { Icon } from '../components/Icon/Icon.js';
import { text } from '../texts/text.js';
import { useAdd } from '../upload/add-context.js';
import { AccountMenu } from './AccountMenu.js';
import { isCurrent, NavigationCount, PlaceLink, PLACES, useToDoCounts } from './Navigation.js';

/** The bar has room for three views, **Add** and **More**. */
const BEFORE_ADD = PLACES.filter(({ to }) => to === '/' || to === '/recordings');
const AFTER_ADD = PLACES.filter(({ to }) => to === '/documents');
const FURTHER = PLACES.filter((place) => !BEFORE_ADD.includes(place) && !AFTER_ADD.includes(place));

const FURTHER_ID = 'further-views';

const hideFurther = (): void => {
  document.getElementById(FURTHER_ID)?.hidePopover();
};

interface PlacesProps {
  readonly places: typeof PLACES | readonly (typeof PLACES)[number][];
  readonly path: string;
}

function Places({ places, path }: PlacesProps): ReactElement {
  const counts = useToDoCounts();
  return (
    <>
      {places.map((place) => (
        <li key={place.to}>
          <PlaceLink {...{ place, path }} />
          <NavigationCount to={place.to} counts={counts} />
        </li>
      ))}
    </>
  );
}

/** Viewers do not see it. */
function Add(): ReactElement | null {
  const open = useAdd();
  if (!useMayChange()) return null;
  return (
    <li>
      <button
        type="button"
        className="bar-add"
        aria-label={text.upload.add}
        onClick={() => {
          open();
        }}
      >
        <span>
          <Icon name="plus" />
        </span>
      </button>
    </li>
  );
}

/** The other views and the signed-in person. The menus of Radix are too large for every view. */
function Further({ path }: Pick<PlacesProps, 'path'>): ReactElement {
  return (
    <li>
      <button
        type="button"
        className={FURTHER.some((place) => isCurrent(place, path)) ? 'navigation-more current' : 'navigation-more'}
        popoverTarget={FURTHER_ID}
      >
        <Icon name="more" />
        <span>{text.nav.further}</span>
      </button>
      <div id={FURTHER_ID} popover="auto" className="further-views">
        {FURTHER.map((place) => (
          <PlaceLink key={place.to} {...{ place, path }} onFollow={hideFurther} />
        ))}
        <AccountMenu onAsk={hideFurther} />
      </div>
    </li>
  );
}

/** The main views, **Add** and the signed-in person, at the bottom of a phone. */
export function PhoneBar(): ReactElement {
  const path = useLocation({ select: ({ pathname }) => pathname });
  return (
    <nav aria-label={text.nav.label} className="navigation">
      <ul>
        <Places places={BEFORE_ADD} path={path} />
        <Add />
        <Places places={AFTER_ADD} path={path} />
        <Further path={path} />
      </ul>
    </nav>
  );
}
