/** Texts of the service worker, which loads no catalogue. */
export const notKeptWords = {
  title: 'Nicht geteilt',
  hint: 'Dieser Browser hat keinen Platz für das, was Sie geteilt haben. Wählen Sie die Dateien in Throughline selbst aus.',
  open: 'Throughline öffnen',
};
