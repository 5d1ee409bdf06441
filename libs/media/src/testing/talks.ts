/** Our own texts for talks on known topics; each takes about 36 seconds to speak. */
export const paragraphs = {
  garden:
    'Let us begin with the garden. A vegetable garden needs good soil before anything else. Dig the soil in spring, ' +
    'remove the stones, and mix in old leaves and compost. Plant the seeds of carrots and beans in straight rows, and ' +
    'water the rows every evening. Tomatoes need more sun than beans, so plant the tomatoes near a warm wall. When ' +
    'the plants are small, pull the weeds by hand, because weeds steal water from the soil. In summer you can pick ' +
    'the beans and the tomatoes, and in autumn you dig the carrots. A garden gives food to the family and work for ' +
    'the whole year.',
  space:
    'The moon is the nearest neighbor of the earth. Astronomers watch the moon and the planets with large telescopes. ' +
    'A telescope collects the light of distant stars and makes the planets look bigger. Mars is a cold red planet, ' +
    'and Jupiter is the largest planet around the sun. Many rockets have carried small machines to Mars, where they ' +
    'study rocks and send pictures back to earth. The stars are so far away that their light travels for many years. ' +
    'On a dark night you can see thousands of stars without a telescope. One day a rocket may carry people to the red ' +
    'planet and home again.',
  money:
    'Now we come to money. A bank keeps the money of its customers and lends it to other people. The customer who ' +
    'borrows money must pay interest to the bank every month. When you save a small part of your income, the bank ' +
    'pays interest to you. A family should write down its income and its expenses in a budget. The budget shows where ' +
    'the money goes, and it shows which expenses are too high. Never borrow money for things that you do not need. ' +
    'Taxes must be paid every year, so put some of the income aside. A good budget makes it easy to pay the bank and ' +
    'the taxes on time.',
  horses:
    'The next part of this talk is about horses. A horse is a strong and gentle animal that needs care every day. The ' +
    'rider must brush the horse and clean its feet before putting on the saddle. Horses eat grass and hay, and a ' +
    'working horse eats oats as well. In the stable each horse has its own place with clean straw. A young horse ' +
    'learns to carry a rider slowly and without fear. Good riders never shout at the animal, they use a soft voice ' +
    'and quiet hands. After a long ride the horse must drink water and rest in the stable. A healthy horse can live ' +
    'for thirty years.',
  cooking:
    'Cooking a good soup is not difficult. First cut the onions, the potatoes and the carrots into small pieces. Heat ' +
    'some butter in a large pot, and cook the onions until they are soft and brown. Add the potatoes, the salt and ' +
    'the pepper, and fill the pot with hot water. The soup should cook slowly for half an hour. Taste the soup and ' +
    'add more salt if it needs some. Fresh bread with butter goes well with the hot soup. You can also add cream and ' +
    'chicken to the pot. A cook who tastes often makes better food than a cook who only reads recipes.',
  music:
    'My third subject is music. A child can learn to play the piano at the age of six. The teacher shows the notes on ' +
    'the page, and the fingers find the notes on the piano. Singing in a choir is another good way to learn music. ' +
    'Singers listen to each other and follow the hand of the conductor. An orchestra has violins, trumpets and drums, ' +
    'and it plays the works of great composers. A concert brings the players and the listeners together in one hall. ' +
    'Practice is the secret of every musician, and an hour of practice every day makes the difference. Music makes ' +
    'people happy even when they cannot play.',
  computers:
    'A computer stores information as numbers. The program tells the computer what to do with the numbers, one step ' +
    'after another. Programmers write the program in a special language and test every part of it. A mistake in a ' +
    'program is called a bug, and finding bugs takes much time. The memory of the computer holds the data while the ' +
    'program is running. When the power fails, the memory loses its data, so save your files to the disk. A network ' +
    'connects many computers and lets them share files and messages. Use a long password and keep a copy of your ' +
    'important files. Modern computers are fast, but software must still be written with care.',
  history:
    'Two hundred years ago the king lived in the old castle on the hill. His army had three thousand soldiers, and ' +
    'the soldiers guarded the walls of the city. In the year of the great war the enemy came across the river and ' +
    'burned the villages. The king sent his army to the river, and the battle lasted for two days. Many soldiers ' +
    'died, and the castle was destroyed by fire. After the war the people built a new city with strong walls and a ' +
    'church. The queen signed a treaty of peace with the enemy. Today the old castle is a museum, where visitors ' +
    'learn the history of the war.',
  health:
    'Next I want to talk about health. The heart pumps blood through the body day and night. Exercise makes the heart ' +
    'stronger, and walking is an easy form of exercise. A doctor can measure the pressure of the blood in one minute. ' +
    'Patients with high blood pressure should eat less salt and take their medicine every morning. Sleep is just as ' +
    'important, because the body heals itself during sleep. Most adults need eight hours of sleep. If you feel sick ' +
    'or have pain in the chest, call a doctor at once. Nurses in the hospital take care of the patients and give them ' +
    'medicine. Good health is worth more than gold.',
};

/** A text of a minute and a half on one topic, which moves from step to step like such talks. */
export const oneTopic =
  'Today I will explain how to bake bread at home. Bread needs only flour, water, salt and yeast. Put the flour ' +
  'into a large bowl and add the salt. Mix the yeast with warm water and wait until it makes bubbles. Pour the ' +
  'yeast and the water into the flour and mix everything with your hand. The dough will be sticky at first. Put the ' +
  'dough on the table and work it with both hands for ten minutes. The dough becomes smooth and soft. If the dough ' +
  'is too dry, add a little water. If the dough is too wet, add a little flour. Put the dough back into the bowl ' +
  'and cover the bowl with a cloth. Let the dough rest in a warm place for one hour. The yeast makes the dough grow ' +
  'to twice its size. While the dough rests, heat the oven. The oven must be very hot for good bread. After one ' +
  'hour press the dough flat and form a round loaf. Put the loaf on a tray and let it rest again for half an hour. ' +
  'Cut the top of the loaf with a sharp knife. Then put the bread into the hot oven. A bowl of water in the oven ' +
  'makes the crust hard and brown. Bake the bread for forty minutes. The bread is ready when it sounds hollow. Take ' +
  'the bread out of the oven and let it cool on the table. Do not cut the hot bread, because the inside is still ' +
  'wet. Fresh bread with butter tastes better than any bread from the shop. You can use dark flour or white flour, ' +
  'and you can add seeds to the dough. Keep the bread in a cloth, and it stays fresh for three days. Old bread can ' +
  'be toasted or used for soup. Baking bread takes time, but most of the time the dough works alone.';
