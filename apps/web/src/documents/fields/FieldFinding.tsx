import { Fragment, type ReactElement } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Link } from '../../components/Link.js';
import { Who } from '../../recording/Who.js';
import { text } from '../../texts/text.js';
import type { PlaceState } from '../pages/use-place.js';
import type { DocumentField } from './document-fields.js';
import { isNone, showTyped, type Typed } from './field-values.js';

const words = text.documentView.fields;

function describeSureness({ state, confidence, typed }: DocumentField): string | undefined {
  if (state !== 'unsure') return confidence === null || state !== 'found' ? undefined : words.percent(confidence);
  if (isNone(typed)) return words.missing;
  return confidence === null ? words.notSure : words.unsure(confidence);
}

/** Says in words how sure the value is. The bar shows the same. */
export function Sureness({ field }: { readonly field: DocumentField }): ReactElement | null {
  const { state, by, confidence } = field;
  if (by !== null)
    return (
      <span className="sureness good">
        {state === 'confirmed' ? words.confirmed : words.corrected} <Who id={by} />
      </span>
    );
  const sureness = describeSureness(field);
  if (sureness === undefined) return null;
  return (
    <span className={state === 'unsure' ? 'sureness warn' : 'sureness good'}>
      {confidence !== null && (
        <span className="sureness-bar" aria-hidden="true">
          <span style={{ inlineSize: `${String(confidence)}%` }} />
        </span>
      )}
      {sureness}
      {state === 'found' && <span className="unseen"> {words.sure}</span>}
    </span>
  );
}

/** Names the rules of the library that have set the value, and leads to them. */
export function ByRules({ field: { rules } }: { readonly field: DocumentField }): ReactElement | null {
  return rules.length === 0 ? null : (
    <span className="sureness good by-rules" dir="auto">
      {words.ruleLabel}{' '}
      {rules.map(({ key, name }, index) => (
        <Fragment key={key}>
          {index > 0 && ', '}
          <Link to="/documents/rules" hash={`rule-${key}`}>
            {name}
          </Link>
        </Fragment>
      ))}
    </span>
  );
}

interface PlaceProps {
  readonly field: DocumentField;
  /** Undefined if no page is shown. */
  readonly place: PlaceState | undefined;
}

/** Names the page of a value, unless there is one page only. A button, if that page is there to be shown. */
export function Place({ field: { name, place: found }, place }: PlaceProps): ReactElement | null {
  if (found === undefined) return null;
  const { page } = found;
  if (place?.pages === 1 && page === 1) return null;
  if (place?.pages === undefined || page > place.pages) return <span className="quiet">{words.page(page)}</span>;
  return (
    <button
      type="button"
      className="link-button"
      aria-label={words.showPlace(words.names[name], page)}
      onClick={() => {
        place.onShow(found);
      }}
    >
      {words.page(page)}
    </button>
  );
}

interface ChoicesProps {
  readonly field: DocumentField;
  readonly isPending: boolean;
  readonly onChoose: (typed: Typed) => void;
}

interface Offer {
  /** Two offers can have the same texts. */
  readonly key: string;
  readonly label: string;
  readonly shown: string;
  readonly typed: Typed;
}

/** A value without a rule's part is a correction, which the rule leaves alone from then on. */
const withoutRules = ({ name, rules }: DocumentField): readonly Offer[] =>
  rules.map((rule) => ({
    key: `rule ${rule.key}`,
    label: words.notForThisOf(rule.name, words.names[name]),
    shown: rules.length === 1 ? words.notForThis : `${words.notForThis}: ${rule.name}`,
    typed: rule.without,
  }));

/** Returns the values that a person can choose with one click. */
const listOffers = (field: DocumentField): readonly Offer[] => [
  ...listValues(field).map((offer) => ({ key: offer.label, ...offer })),
  ...withoutRules(field),
];

function listValues({ name, typed, state, found, alternatives }: DocumentField): readonly Omit<Offer, 'key'>[] {
  const label = words.names[name];
  if (state === 'corrected') {
    const shown = showTyped(name, found);
    return isNone(found) ? [] : [{ label: words.setBackTo(label, shown), shown: words.setBack, typed: found }];
  }
  if (state !== 'unsure') return [];
  const confirm = isNone(typed)
    ? { label: words.leaveEmptyOf(label), shown: words.leaveEmpty, typed }
    : { label: words.confirmOf(label), shown: words.confirm, typed };
  const others = alternatives.map((other) => {
    const shown = showTyped(name, other);
    return { label: words.useInstead(label, shown), shown, typed: other };
  });
  // Every document has a title, so it cannot be left empty.
  return name === 'title' && isNone(typed) ? others : [confirm, ...others];
}

/** Confirms a value that is not sure, chooses another one that was found, or sets a corrected one back. */
export function Choices({ field, isPending, onChoose }: ChoicesProps): ReactElement | null {
  const offers = listOffers(field);
  if (offers.length === 0) return null;
  return (
    <span className="field-choices">
      {field.state === 'corrected' && (
        <span className="quiet" dir="auto">
          {words.wasFound(showTyped(field.name, field.found))}
        </span>
      )}
      {offers.map(({ key, label, shown, typed }) => (
        <Button
          key={key}
          size="small"
          aria-label={label}
          disabled={isPending}
          onClick={() => {
            onChoose(typed);
          }}
        >
          {shown}
        </Button>
      ))}
    </span>
  );
}
