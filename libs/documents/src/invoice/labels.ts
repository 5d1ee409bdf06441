/** The kind of fact that a label announces. `other…` labels announce facts that must not be taken for those of the invoice. */
export type LabelKind =
  | 'kind'
  | 'number'
  | 'date'
  | 'due'
  | 'terms'
  | 'payable'
  | 'gross'
  | 'total'
  | 'net'
  | 'tax'
  | 'paid'
  | 'recipient'
  | 'sender'
  | 'other-number'
  | 'other-date';

const NO =
  'no|nos|number|num|nr|nummer|n[.]?[°ºo]|núm(?:ero)?|numéro|numero|#|id|ref(?:erence)?(?: (?:no|number))?|réf(?:érence)?';
/** Nouns for the document, by language. */
const NOUN = [
  '(?:(?:tax|vat|sales|commercial|final) )?invoice|bill|receipt|statement|credit note|folio|fee note',
  '(?!be|ver|um|an|zu|hoch)\\p{L}{0,24}rechnung|honorarnote|kostennote|liquidation|kassen(?:bon|beleg)|quittung|gutschrift|beleg|faktura',
  "facture|facturette|reçu|note d['’]honoraires|note de frais|avoir|quittance",
  'factura(?: simplificada)?|recibo|minuta(?: de honorarios)?|comprobante|nota de cargo',
].join('|');

const PATTERNS: Readonly<Record<LabelKind, readonly string[]>> = {
  kind: [NOUN],
  number: [
    `(?:${NOUN}|document|doc|voucher)[-. ]{0,2}(?:${NO})`,
    '(?:rechnungs?|beleg|quittungs?|dokument(?:en)?|honorarnoten|faktura|re|rg|gutschrifts?)[-. ]{0,2}(?:nr|nummer|no)',
    `(?:n[°º.]{1,2}|no|numéro|núm(?:ero)?|numero|num|nº|n[.]º|réf(?:érence)?|ref(?:erencia)?)[.]? ?(?:de |d['’] ?|du |del )?(?:la |l['’])?(?:${NOUN}|document|documento|pièce|ticket)`,
    'pièce (?:n°|no)',
  ],
  date: [
    'date|dated|datum|fecha|issued(?: on)?|tax (?:point|date)|(?:tax point|invoice|bill|billing|issue|statement|receipt|document|folio)[- ]date',
    'date (?:of (?:the )?(?:issue|invoice|bill)|issued|paid|of payment)|invoiced on|billed on',
    '(?:rechnungs|beleg|ausstellungs|bon|quittungs|faktura|dokument(?:en)?)[- ]?datum|datum der (?:rechnung|ausstellung)|ausgestellt am',
    "date (?:de |d['’] ?)(?:la )?(?:facturation|facture|émission|établissement)|émise? le|établie? le|facturée? le|date facture",
    'fecha (?:de )?(?:la )?(?:emisión|emision|factura|facturación|expedición|expedicion)|emitid[oa] el|expedid[oa] el',
  ],
  due: [
    'due(?: date| on| by)?|date due|payment due(?: date| by| on)?|due for payment(?: on| by)?|payable (?:by|on|before|until)',
    '(?:please )?(?:pay|remit|settle)(?: payment)?(?: by| before| on or before| no later than)|payment (?:by|before|deadline)',
    '(?:payment )?will be (?:taken|collected|debited|charged)(?: by direct debit| from your account| automatically)?(?: on)?|direct debit (?:on|date)',
    'fällig(?: am| bis| per)?|fälligkeit(?:sdatum|stermin)?|zahlbar (?:bis|am)(?: zum| spätestens)?|zu zahlen bis|zahlungstermin|zahlungsziel|zahlungsfrist',
    '(?:zahlung|überweisung|begleichung)(?: des betrag(?:e?s))?(?: bitte)? bis(?: zum| spätestens)?|bis spätestens|netto(?: fällig)? bis(?: zum)?|überweisen sie[^.]{0,40} bis(?: zum)?',
    '(?:buchen|ziehen) wir(?: am| zum)?|lastschrift(?:einzug)? (?:am|zum)|abgebucht am|abbuchung (?:am|zum)|eingezogen am|einzug am',
    "(?:date d['’] ?)?échéance(?: le)?|date limite (?:de |du )?(?:paiement|règlement)|à (?:régler|payer|verser|acquitter) (?:avant|pour|au plus tard)(?: le)?",
    '(?:payable|paiement|règlement)(?: au plus tard| avant| attendu)(?: le)?|prélèvement(?: automatique)? (?:le|prévu le|du)|prélevée? le|sera prélevé[^.]{0,20} le',
    '(?:fecha (?:de )?)?vencimiento|vence(?: el)?|fecha límite(?: de pago)?|fecha limite(?: de pago)?|pagar antes del?|pagadero (?:antes del?|el|hasta)',
    '(?:abono|pago|ingreso) antes del?|(?:cargo|adeudo)(?: en (?:su )?cuenta)?(?: el)?|fecha de (?:cargo|cobro|pago)|domiciliación(?: el)?|se cargará[^.]{0,30} el',
  ],
  terms: [
    '(?:payment )?terms(?: of payment)?|zahlungsbedingungen|zahlungskonditionen|conditions de (?:paiement|règlement)',
    'condiciones(?: de pago)?|forma de pago|plazo(?: de pago)?|crédito|délai(?: de paiement)?',
  ],
  payable: [
    '(?:total |balance |amount )(?:now )?(?:due|payable|outstanding|owing|owed|to pay|to be paid)|(?:total )?amount (?:due|payable|to pay|to be paid|outstanding|owed)',
    '(?:total|balance)(?: now)? due|patient balance(?: due)?|please pay|new balance|to pay|outstanding balance|you owe',
    '(?:noch )?zu zahlen(?:der (?:gesamt)?betrag)?|zahlbetrag|nachzahlung|restbetrag|offener betrag|(?:noch )?zu bezahlen|zahlbarer betrag|zu überweisender betrag',
    '(?:net|montant|total|reste|solde|somme)(?: net| total| ttc)? (?:à|a) (?:payer|régler|verser|prélever)(?: ttc)?|montant (?:dû|prélevé)|solde dû',
    '(?:total|importe|líquido|liquido|neto|cantidad|importe (?:líquido|total|neto))(?: líquido)? (?:a (?:pagar|abonar|percibir|ingresar|cobrar))|líquido|saldo pendiente',
  ],
  gross: [
    '(?:grand|gross|invoice|bill) total|total (?:gross|charges|charged|price)|(?:total|amount|sum|price) (?:incl|inc|including)[.]?(?: (?:of )?(?:\\d+(?:[.,]\\d+)? ?% )?(?:vat|tax|gst|hst|taxes))?',
    'total amount|total bill|invoice amount|total for this (?:invoice|bill)|gross amount|total of invoice',
    '(?:gesamt|end|rechnungs|brutto|gesamtrechnungs|rechnungsgesamt)[- ]?(?:betrag|summe|preis)(?: brutto)?|(?:gesamt|summe|betrag|total) (?:brutto|inkl|incl|inklusive)[.]?(?: (?:\\d+(?:[.,]\\d+)? ?% )?(?:mwst|ust|mehrwertsteuer|umsatzsteuer|steuern)[.]?)?',
    '(?:montant |prix )?(?:total )?ttc|(?:total|montant|net)(?: général| de la facture| facture)? (?:ttc|toutes taxes comprises|tva comprise)|total général|montant total',
    '(?:total|importe)(?: de la)? (?:factura|recibo|general|con iva|iva incluido)|importe total|total importe(?: factura)?|total documento|total con iva',
  ],
  total: ['total|summe|gesamt|betrag|sum|endsumme|importe|amount|somme|montant|balance'],
  net: [
    'sub ?-?totals?|(?:net|nett)(?: total| amount| price| value)?|(?:total|amount|price|sub-?total)(?: \\()?(?: net| nett| excl?[.]?| excluding| before| ex| without)[.]?(?: (?:of )?(?:vat|tax|taxes|gst))?|taxable(?: amount)?',
    '(?:netto|zwischen|warenwert|netto-)(?:betrag|summe|wert|preis)?(?: netto)?|(?:summe|gesamt|betrag|total|warenwert|preis|wert)(?: \\()?(?: netto| exkl[.]?| exklusive| excl[.]?| ohne| o[.])(?: mwst| ust| mehrwertsteuer| umsatzsteuer)?|übertrag',
    '(?:sous-?total|total|montant|prix|net|base)(?: général)? (?:ht|hors (?:taxes?|tva)|net)|sous-?total(?: hors tva| ht)?|hors (?:taxes?|tva)|base ht|ht',
    'base imponible|subtotal|suma|importe neto|total (?:sin iva|neto|bruto|base)|neto|base',
  ],
  tax: [
    '(?:total )?(?:vat|sales tax|tax|gst|hst|pst|qst|mwst|ust|umsatzsteuer|mehrwertsteuer|u-?st|tva|tps|tvq|iva|igic|irpf|retención(?: irpf)?|impuestos?)',
  ],
  paid: [
    '(?:amount )?paid|payments?(?: received)?|change|cash|visa(?: debit)?|mastercard|card|tendered|previous balance|balance brought forward|deposit|tip|discount|savings',
    'gegeben|bar|rückgeld|kartenzahlung|girocard|ec-karte|anzahlung|abschläge|abschlag|rabatt|skonto|bereits gezahlt|gezahlt',
    'cb|carte bancaire|espèces|rendu|acompte|déjà (?:payé|réglé|versé)|remise|escompte|monnaie',
    'tarjeta|efectivo|cambio|entregado|a cuenta|descuento|pagado|anticipo',
  ],
  recipient: [
    '(?:bill(?:ed)?|sold|ship(?:ped)?|invoiced?|charged?|deliver(?:ed)?)[ -]to|customer(?: name)?|client(?: name)?|to|attn|attention|guest|patient|account holder|prepared for',
    'an|kunde|rechnungsempfänger|empfänger|rechnungsanschrift|rechnungsadresse|lieferanschrift|lieferadresse|für|herrn|herr|frau|familie|firma',
    "client|destinataire|(?:facturé|adressé|livré) (?:à|a)|adresse de (?:facturation|livraison)|à l['’]attention de|titulaire|monsieur|madame|mademoiselle|m[.]|mme|mlle",
    'cliente|datos del cliente|destinatario|titular|abonado|para|facturar a|señor(?:es|a)?|sr[.]|sra[.]|sres[.]|d[.]|dña[.]',
  ],
  sender: [
    'from|(?:bill|billed|invoice|issued|sold) (?:from|by)|von|absender|lieferant|supplier|vendor|seller|émetteur|fournisseur|vendeur|emisor|proveedor|vendedor|de la part de',
  ],
  'other-number': [
    `(?:customer|client|account|order|po|purchase order|job|quote|contract|patient|member|booking|delivery|project|vat|tax|company|registration|meter|reservation|ticket|case|policy|supplier|article|item|phone|room|loyalty|your)[- ]?(?:reg(?:istration)? )?(?:${NO}|code|ref)`,
    'p[.]?o[.]? (?:no|number|#)|(?:receipt|transaction|trans|auth(?:orisation|orization)?|terminal|till|card)(?: (?:no|number|code|id|ending))?',
    '(?:kunden|vertrags|vertragskonto|auftrags|bestell|lieferschein|zähler|steuer|mandats|projekt|debitoren?|konto|kd|angebots|artikel|ust-?id|personal|versicherungs|bon|terminal|trace)[-. ]{0,2}(?:nr|nummer|no|konto|id)',
    'folio fiscal|uuid|vertragskonto|kundenkonto|debitor|ihr zeichen|unser zeichen|auftrag|ihre? (?:kunden|bestell)[-. ]{0,2}(?:nr|nummer)|vorgang(?:snummer)?|ust-?idnr|iban|bic',
    `(?:n°|nº|no|numéro|réf(?:érence)?|code|compte)[.]? ?(?:de |d['’] ?|du )?(?:client|commande|contrat|dossier|compte|siret|tva|abonné|patient|devis|bon|adhérent)|(?:client|commande|contrat|dossier|compte|devis|patient|bon de commande|référence client|bon de livraison) (?:n°|nº|no|numéro|réf)|dossier|siret|siren|rcs|communication(?: structurée)?|référence client`,
    '(?:n[.]?[º°o]|núm(?:ero)?|ref(?:erencia)?|código)[.]? ?(?:de |del |de la )?(?:cliente|contrato|pedido|cuenta|póliza|socio|expediente|abonado|albarán)|(?:cliente|contrato|pedido|cuenta|albarán|expediente|póliza) (?:n[.]?[º°o]|núm(?:ero)?)|nif|cif|rfc|póliza|cups|albarán',
  ],
  'other-date': [
    '(?:delivery|order|service|start|end|print(?:ed)?|supply|ship(?:ping|ped)?|next|meter|reading|birth|booking|check-?in|check-?out|expiry) ?date|arrival|departure|(?:billing |service )?period|date of (?:birth|supply|service|delivery|order)|valid (?:until|to)|expires?(?: on)?|next (?:bill|invoice|payment)|since|until',
    '(?:liefer|leistungs|bestell|auftrags|druck|geburts|anreise|abreise|versand|buchungs|valuta)[- ]?datum|(?:liefer|leistungs|abrechnungs|verbrauchs)?zeitraum|gültig (?:bis|ab)|verbrauch vom|geliefert am|neuer abschlag',
    "date (?:de |d['’] ?)(?:la )?(?:livraison|commande|naissance|prestation|valeur|début|fin)|période(?: de)?|valable jusqu['’]au|livrée? le",
    'fecha (?:de |del )(?:la )?(?:entrega|pedido|nacimiento|servicio|operación|valor|inicio|alta|fin)|periodo(?: de)?|período|válido hasta|lectura',
  ],
};

const COMPILED = Object.entries(PATTERNS).flatMap(([kind, patterns]) =>
  patterns.map((pattern) => [kind as LabelKind, new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}])`, 'giu')] as const),
);

export interface Label {
  readonly kind: LabelKind;
  /** The label, and the text after it up to the next label: offsets in the line. */
  readonly start: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

interface Match {
  readonly kind: LabelKind;
  readonly start: number;
  readonly end: number;
}

/** Alternatives of a pattern are not sorted by length, so a longer label of another kind wins over a shorter one. */
function withoutOverlaps(matches: readonly Match[]): readonly Match[] {
  const kept: Match[] = [];
  for (const match of [...matches].sort((one, other) => other.end - other.start - (one.end - one.start)))
    if (kept.every(({ start, end }) => match.end <= start || match.start >= end)) kept.push(match);
  return kept.sort((one, other) => one.start - other.start);
}

export function findLabels(line: string): readonly Label[] {
  const matches = COMPILED.flatMap(([kind, pattern]) =>
    Array.from(line.matchAll(pattern), (match) => ({ kind, start: match.index, end: match.index + match[0].length })),
  );
  const kept = withoutOverlaps(matches);
  return kept.map(({ kind, start, end }, index) => ({
    kind,
    start,
    valueStart: end,
    valueEnd: kept[index + 1]?.start ?? line.length,
  }));
}
