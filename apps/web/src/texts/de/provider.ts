/** Texts about sign-in by an identity provider. The reasons have the names that the gateway gives them in `provider`. */
export const providerWords = {
  signInWith: (name: string): string => `Mit ${name} anmelden`,
  or: 'oder',
  failed: 'Sie sind nicht angemeldet',
  reasons: {
    cancelled: 'Sie haben beim Anmeldedienst abgebrochen. Versuchen Sie es erneut oder verwenden Sie einen Link.',
    refused:
      'Der Anmeldedienst lehnt diesen Server ab. Verwenden Sie einen Link und informieren Sie den Betreiber dieses Servers: Der Grund steht in dessen Protokoll.',
    unavailable: 'Der Anmeldedienst antwortet nicht. Versuchen Sie es später erneut oder verwenden Sie einen Link.',
    invalid:
      'Die Antwort des Anmeldedienstes hat eine Prüfung nicht bestanden. Versuchen Sie es erneut. Wenn es wieder geschieht, informieren Sie den Betreiber.',
    expired:
      'Diese Anmeldung wurde in einem anderen Browser oder vor mehr als zehn Minuten begonnen, oder sie wurde schon abgeschlossen. Beginnen Sie erneut.',
    'not-admitted':
      'Ihr Konto beim Anmeldedienst hat keinen Zugriff auf diesen Server. Bitten Sie dessen Administrator um Zugriff.',
    disabled: 'Ihr Benutzerkonto ist hier deaktiviert. Wenden Sie sich an den Administrator.',
    'other-user': 'Mit diesem Konto meldet sich schon ein anderer Benutzer an. Trennen Sie es zuerst dort.',
    limited: 'Aus Ihrem Netz gab es zu viele fehlgeschlagene Versuche. Warten Sie eine Minute und beginnen Sie dann erneut.',
  },
  signedOut: 'Sie sind hier abgemeldet',
  stillThere: 'Beim Anmeldedienst sind Sie möglicherweise noch angemeldet.',
  signOutThere: 'Auch dort abmelden',
  accounts: {
    title: 'Verbundene Konten',
    lead: (name: string): string => `Konten bei ${name}, mit denen Sie sich anmelden können.`,
    none: 'Es ist kein Konto verbunden.',
    connect: 'Konto verbinden',
    connected: 'Das Konto ist verbunden. Ab jetzt können Sie sich damit anmelden.',
    notConnected: 'Das Konto ist nicht verbunden',
    disconnect: 'Trennen',
    disconnectOf: (account: string): string => `${account} trennen`,
    since: 'verbunden',
    lastUsed: 'zuletzt verwendet',
    roleKept: (name: string, role: string): string =>
      `Bei der letzten Anmeldung gab ${name} Ihnen die Rolle „${role}“. Sie bleiben Administrator, solange Sie der einzige sind.`,
    linksStay: 'Auch Anmeldelinks funktionieren, selbst wenn der Anmeldedienst nicht antwortet.',
  },
} as const;
