import type { Document, Output } from '@throughline/api-client';
import { Fragment, type ReactElement } from 'react';
import { ServiceIcon } from '../../controls/ServiceIcon.js';
import { pageLanguage } from '../../texts/language.js';
import { text } from '../../texts/text.js';
import { describeFiling } from './document-fields.js';

const words = text.documentView.fields;

/** Joins names with commas, and the last two with "and". */
const names = new Intl.ListFormat(pageLanguage(), { type: 'conjunction' });

const isAwaited = ({ status }: Output): boolean => status === 'PENDING' || status === 'UPLOADING' || status === 'FAILED';

function OutputNames({ outputs }: Pick<Document, 'outputs'>): ReactElement {
  return (
    <>
      {names.formatToParts(outputs.map(({ id }) => id)).map(({ type, value }, at) => {
        if (type === 'literal') return <Fragment key={at}>{value}</Fragment>;
        const output = outputs.find(({ id }) => id === value);
        return (
          <span key={value} className="filed-output">
            <ServiceIcon type={output?.target_type ?? ''} />
            <span dir="auto">{value}</span>
          </span>
        );
      })}
    </>
  );
}

/** The outputs that have yet to receive the document, and the folder and name under which it is filed. */
export function Filing({ document: { outputs, storage } }: { readonly document: Document }): ReactElement | null {
  const name = describeFiling(storage);
  const awaited = outputs.filter(isAwaited);
  if (name === '' && awaited.length === 0) return null;
  return (
    <p className="fields-foot quiet">
      {awaited.length > 0 && (
        <>
          {words.goesTo} <OutputNames outputs={awaited} />
        </>
      )}
      {name !== '' && (
        <>
          {awaited.length > 0 ? ` ${words.goesAs} ` : `${words.filed} `}
          <span className="filed-name" dir="auto">
            {name}
          </span>
        </>
      )}
    </p>
  );
}
