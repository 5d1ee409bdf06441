import { startMailServer } from '@throughline/mail/testing';
import { parseAllowedHosts } from '@throughline/outgoing/testing';
import PostalMime from 'postal-mime';
import { destinationContract } from '../../testing/destination.contract.js';
import { EmailDestination } from './email-destination.js';
import { readEmailSettings } from './settings.js';

destinationContract('an e-mail output', { class: 'blind', canBeAsked: false, refusesSharedLocations: false }, async () => {
  const server = await startMailServer();
  const settings = readEmailSettings(
    { connection: 'office', to: 'bob@example.org, eve@example.org' },
    { office: server.connection },
  );
  const destination = new EmailDestination(settings, {
    allowed: parseAllowedHosts('localhost'),
    publicUrl: 'https://recordings.example',
  });
  return {
    destination,
    objects: async (assetId) => {
      const mails = server.taken.filter(({ raw }) => raw.replaceAll('=\r\n', '').includes(assetId));
      const read = await Promise.all(mails.map(({ raw }) => PostalMime.parse(raw)));
      return read.map(({ attachments }) =>
        Object.fromEntries(
          attachments.map(({ filename, content }) => [filename ?? '', Buffer.from(content as ArrayBuffer).toString()]),
        ),
      );
    },
    leftovers: () => Promise.resolve([]),
    sessions: () => Promise.resolve([]),
    close: server.close,
  };
});
