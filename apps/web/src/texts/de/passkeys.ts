export const passkeyWords = {
  title: 'Passkeys',
  lead: 'Melden Sie sich mit Fingerabdruck, Gesicht, PIN oder Sicherheitsschlüssel an, ohne Link.',
  signIn: 'Mit Passkey anmelden',
  name: 'Name des Passkeys',
  add: 'Passkey hinzufügen',
  addedNow: (name: string): string => `Der Passkey ${name} ist hinzugefügt.`,
  none: 'Noch keine Passkeys. Sie melden sich mit Links an.',
  added: 'hinzugefügt',
  used: 'verwendet',
  neverUsed: 'nie verwendet',
  backedUp: 'auf allen Ihren Geräten',
  oneDevice: 'auf einem Gerät',
  rename: 'Umbenennen',
  renameOf: (name: string): string => `${name} umbenennen`,
  remove: {
    delete: 'Entfernen',
    deleteOf: (name: string): string => `${name} entfernen`,
    deleteTitle: (name: string): string => `${name} entfernen?`,
    hint: 'Sie können sich damit nicht mehr anmelden, aber weiterhin mit Links. Entfernen Sie ihn auch auf dem Gerät.',
    deleted: (name: string): string => `Der Passkey ${name} ist entfernt.`,
  },
  notUsed: 'Der Browser hat keinen Passkey verwendet. Versuchen Sie es erneut oder melden Sie sich mit einem Link an.',
  known: 'Auf diesem Gerät oder Schlüssel ist schon ein Passkey von Ihnen.',
  obstacles: {
    thisMachine:
      'Passkeys brauchen einen Hostnamen. Öffnen Sie diese Seite unter localhost statt unter einer IP-Adresse, und melden Sie sich dort an.',
    address:
      'Passkeys brauchen einen Hostnamen, und diese Seite ist unter einer IP-Adresse geöffnet. Fragen Sie Ihren Betreiber nach dem Namen.',
    https: 'Passkeys brauchen https. Fragen Sie Ihren Betreiber nach der https-Adresse dieser Seite.',
    browser: 'Dieser Browser unterstützt keine Passkeys.',
  },
} as const;
