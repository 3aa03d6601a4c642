/** What is said in a chat, a document among it, and what is asked there after that, in this order. */
export interface AskedChat {
  readonly language: string;
  readonly file: { readonly name: string; readonly text: string };
  readonly said: readonly string[];
  readonly questions: readonly string[];
}

export const ASKED_CHATS: readonly AskedChat[] = [
  {
    language: 'English',
    file: {
      name: 'harbour.md',
      text: `# Mooring

Boats of up to ten metres moor for twelve euros a night; longer ones pay eighteen. Electricity is included, water costs one euro for a hundred litres.

# Office

The office is open from nine to five on weekdays. On Saturdays it closes at noon, and on Sundays it stays shut.

| service | price | notice |
| --- | --- | --- |
| crane | 40.00 | two days |
| diver | 65.00 | one week |
| pump-out | 8.00 | none |
`,
    },
    said: ['Ann Rossi has the spare key of the boat house.', 'Can somebody tell me about the crane?'],
    questions: [
      'Hello!',
      'What does a boat of eight metres pay for a night?',
      'And a longer one?',
      'When does the office close on Saturdays?',
      'How much is the crane, and when does the office open on weekdays?',
      'Who has the spare key?',
      'Is there a swimming pool?',
      'Thanks a lot!',
    ],
  },
  {
    language: 'German',
    file: {
      name: 'werkstatt.md',
      text: `# Reparaturen

Wir reparieren Armbanduhren, Wanduhren und Wecker. Ein Batteriewechsel kostet acht Euro und dauert zehn Minuten. Eine Revision dauert drei Wochen.

# Garantie

Auf jede Reparatur geben wir zwei Jahre Garantie, bei Wasserschäden sechs Monate.`,
    },
    said: ['Der Schlüssel für das Lager liegt bei Frau Öztürk.'],
    questions: [
      'Was kostet ein Batteriewechsel?',
      'Wie lange dauert eine Revision?',
      'Wie lange gilt die Garantie bei Wasserschäden?',
      'Wer hat den Schlüssel für das Lager?',
      'Verkaufen Sie auch Ringe?',
      'Wer bist du?',
    ],
  },
  {
    language: 'Spanish',
    file: {
      name: 'biblioteca.md',
      text: `# Préstamos

Cada socio puede llevarse cinco libros durante tres semanas. Los préstamos se renuevan una vez por teléfono o en línea.

# Multas

Por cada día de retraso se pagan veinte céntimos. Los niños no pagan multas.`,
    },
    said: ['La sala de lectura está cerrada por obras hasta el 15 de mayo.'],
    questions: [
      '¿Cuántos libros puede llevarse un socio?',
      '¿Cuánto se paga por cada día de retraso?',
      '¿Y los niños?',
      '¿Hasta cuándo está cerrada la sala de lectura?',
      '¿Dónde se puede aparcar la bicicleta?',
      'Gracias',
    ],
  },
  {
    language: 'French',
    file: {
      name: 'musee.md',
      text: `# Visites

Le musée ouvre ses portes du mardi au dimanche, de dix heures à dix-huit heures. L'entrée est gratuite le premier dimanche du mois.

# Collections

Le tableau le plus ancien date de 1432. La salle des horloges contient quarante pendules du dix-huitième siècle.`,
    },
    said: ["Le vestiaire se trouve au sous-sol, à côté de l'ascenseur."],
    questions: [
      'De quand date le tableau le plus ancien ?',
      'Combien de pendules contient la salle des horloges ?',
      "Quand l'entrée est-elle gratuite ?",
      'Où se trouve le vestiaire ?',
      'Peut-on réserver une table au restaurant ?',
    ],
  },
  {
    language: 'Chinese',
    file: {
      name: '食堂.md',
      text: `# 开放时间

食堂早上七点开门，晚上八点关门。周末只提供午餐。

# 价格

一份午餐十五元，学生凭学生证只需十二元。`,
    },
    said: ['失物招领处在图书馆一楼。'],
    questions: ['食堂几点开门？', '学生的午餐多少钱？', '失物招领处在哪里？', '校医院的电话号码是多少？', '你好'],
  },
];
