import { useQuery } from '@tanstack/react-query';
import type { TranscriptVersion } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { buttonClass } from '../../components/Button/Button.js';
import { Icon } from '../../components/Icon/Icon.js';
import type { MenuItem } from '../../components/Menu/DropdownMenu.js';
import { Menu } from '../../components/Menu/Menu.js';
import { Ago } from '../../controls/Times.js';
import { text } from '../../texts/text.js';
import { Who } from '../Who.js';
import { numberOfVersion, versionsQuery } from './transcript-api.js';

const words = text.recording.correction;

const MadeBy = ({ version: { kind, made_at, corrected_by } }: { readonly version: TranscriptVersion }): ReactElement => (
  <>
    {kind === 'heard' ? words.heard : words.corrected} <Ago at={made_at} /> {corrected_by !== null && <Who id={corrected_by} />}
  </>
);

interface Choosing {
  /** The version on the screen. */
  readonly shown: string;
  readonly onShow: (version: string) => void;
  /** Absent: the user may not save the outcome of a comparison. */
  readonly onCompare: ((version: string) => void) | undefined;
}

/** Returns the earlier version to compare with the current one: the version on the screen, or else the one before the current. */
function findCompared(versions: readonly TranscriptVersion[], shown: string): TranscriptVersion | undefined {
  const earlier = versions.filter(({ current, available }) => available && !current);
  return earlier.find(({ version }) => version === shown) ?? earlier[0];
}

/** The versions, the newest first, and the comparison of two of them. */
export function listVersionItems(versions: readonly TranscriptVersion[], { shown, onShow, onCompare }: Choosing): MenuItem[] {
  const numberOf = ({ version }: TranscriptVersion): number => numberOfVersion(versions, version) ?? 0;
  const items = versions.map((one): MenuItem => ({
    key: one.version,
    label: one.current ? words.versionInUse(numberOf(one)) : words.version(numberOf(one)),
    hint: <MadeBy version={one} />,
    isChosen: one.version === shown,
    refusal: one.available ? undefined : words.versionGone,
    onChoose: () => {
      onShow(one.version);
    },
  }));
  const current = versions.find((one) => one.current);
  const compared = findCompared(versions, shown);
  if (onCompare === undefined || current === undefined || compared === undefined) return items;
  return [
    ...items,
    {
      key: 'compare',
      label: words.compareVersions(numberOf(compared), numberOf(current)),
      icon: 'columns',
      onChoose: () => {
        onCompare(compared.version);
      },
    },
  ];
}

interface Props extends Choosing {
  readonly id: string;
  /** The version that the recording uses. */
  readonly current: string;
}

/** The version on the screen, and the way to others. Renders nothing if there is only one version. */
export function Versions({ id, current, ...choosing }: Props): ReactElement | null {
  const { data } = useQuery(versionsQuery(id, current));
  const versions = data?.items ?? [];
  const number = numberOfVersion(versions, choosing.shown);
  if (versions.length < 2 || number === undefined) return null;
  return (
    <div className="versions">
      <Menu className={buttonClass({ look: 'quiet', size: 'small' })} align="start" items={listVersionItems(versions, choosing)}>
        {words.version(number)} <Icon name="down" />
      </Menu>
    </div>
  );
}
