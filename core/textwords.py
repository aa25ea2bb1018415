"""The word lists of ``core.textcheck``: French, English, Arabic. Compared folded: any case, any accents."""

import unicodedata


def fold(text: str) -> str:
    """Lower case without accents; Arabic without marks, one alef."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    return bare.replace("œ", "oe").replace("æ", "ae").replace("\u0640", "")


def _set(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


#: Before a name. CAPITAL_TITLES only count when capitalised: « si » and « me » are everyday words.
TITLES = _set(
    "m mr mme mlle mm monsieur madame mademoiselle messieurs mesdames dr docteur pr prof maitre si sidi lalla "
    "moulay hajj haj hadj hajja haja cheikh cheick sheikh sheik imam caid soeur frere oncle tonton tante tata mrs "
    "ms miss sir doctor sister brother uncle aunt ustad mullah mawlawi khala kaka"
)
CAPITAL_TITLES = _set("m mm si sidi pr prof maitre soeur frere imam caid sir miss ms sister brother cheikh tata")
DOTTED_TITLES = _set("m mr mrs ms dr pr prof mm")
PARTICLES = _set("ben bin bint ibn el al ait ould oulad van von ul ur abd abou abu oum umm")

#: Functions: never a name by themselves, a name when one follows at once.
FUNCTIONS = _set(
    "infirmier infirmiere infirmiers medecin docteur pharmacien pharmacienne sage-femme sagefemme aide-soignant "
    "directeur directrice maire adjoint adjointe enseignant enseignante instituteur institutrice maitresse "
    "professeur prof agent agente gardien gardienne chauffeur chef responsable president presidente tresorier "
    "tresoriere secretaire caissier caissiere moqaddem mokaddem moqadem fontainier plombier conseiller conseillere "
    "comptable vaccinateur nurse doctor midwife director headmaster teacher mayor guard driver manager cashier "
    "officer clerk treasurer secretary president accountant"
)
#: Words that follow a function without naming anybody.
AFTER_FUNCTION = _set("major chef general regional provincial communal municipal principal adjoint national central")

_MORE_PERSONS = _set(
    "infirmieres infirmiers medecins docteurs pharmaciens sages-femmes directeurs maires enseignants instituteurs "
    "maitre maitres professeurs agents gardiens chauffeurs chefs responsables elu elus employe employee employes "
    "fonctionnaire fonctionnaires caid il elle ils elles lui homme type bonhomme conseillers nurses doctors "
    "midwives teachers guards drivers managers officers clerks he she they him his her man guy boss head الممرض "
    "الممرضه الممرضة ممرض ممرضة الطبيب الطبيبة طبيب المدير المديرة مدير الرئيس رييس رئيس المعلم المعلمة الاستاذ "
    "الاستاذة القايد القائد الحارس حارس السايق السائق الموظف الموظفة موظف القابلة الممرضون الموظفون هو هي"
)
PERSONS = FUNCTIONS | _MORE_PERSONS | _set("monsieur madame m mme mr")

ACCUSING_ACTS = _set(
    "vole volent volait volaient voler vola detourne detournent detournait detourner rackette rackettent rackette "
    "insulte insultent insultait insulter frappe frappent frappait frapper harcele harcelent harceler ment mentent "
    "viole triche trichent escroque escroquent arnaque arnaquent rançonne ranconne ranconnent extorque maltraite "
    "maltraitent gifle gifle humilie humilient vole volee voles detournes insultee insultes frappee frappes steals "
    "steal stole stealing embezzles embezzle embezzled embezzling insults insult insulted insulting beats beat "
    "lies lied cheats cheated harasses harassed extorts extorted pockets pocketed يسرق تسرق سرق سرقت يسرقون يختلس "
    "اختلس يسب تسب يشتم تشتم يضرب تضرب يكذب تكذب يبتز ابتز يهين تهين"
)
ACCUSING_LABELS = _set(
    "voleur voleuse voleurs voleuses corrompu corrompue corrompus incompetent incompetente incompetents nul nulle "
    "menteur menteuse menteurs escroc escrocs arnaqueur bandit bandits ivrogne ivre saoul soul paresseux "
    "paresseuse malhonnete malhonnetes raciste tricheur feneant faineant faineante idiot idiote imbecile profiteur "
    "pots-de-vin pot-de-vin bakchich bakchichs dessous-de-table thief thieves corrupt incompetent bribe bribes "
    "bribed liar liars lazy drunk dishonest crook crooks useless سارق سارقة لص لصوص حرامي فاسد فاسدة فاسدون مرتش "
    "مرتشي رشوة الرشوة كذاب كذابة كسول سكران غشاش جاهل"
)
SUFFERED = _set(
    "vole volee voles detourne detournes insulte insultee insultes frappe frappee frappes stole beat insulted"
)
PASSIVES = _set("ete est sont etre fait etait etaient furent been was were is are be")
DENIALS = _set("ne n sans aucun aucune jamais ni pas not never no without nobody contre plus لا لم لن ليس دون بدون ضد")

LINKS = _set("de du des d la le les l a au aux of the saint sainte st ste")
#: What bears a name: what follows is a place or a service, not a person.
PLACE_WORDS = _set(
    "hopital hopitaux clinique dispensaire maternite centre csb ecole ecoles college lycee universite creche "
    "mosquee eglise zaouia marabout rue rues avenue av boulevard bd place quartier quartiers hay douar douars "
    "village villages ville villes commune communes province region district cercle caidat prefecture wilaya pays "
    "hameau secteur zone bloc route piste pont puits forage source seguia barrage oued riviere lac souk marche "
    "gare arret fondation association cooperative comite ong entreprise societe banque office agence projet "
    "programme plan salle batiment point aeroport port jardin parc stade cimetiere ksar kasbah vallee montagne "
    "jebel col fontaine borne hospital clinic school college university mosque church street road square district "
    "village town city county river bridge well market foundation association project center centre ward health "
    "mount lake"
)
PLACE_PREFIXES = _set(
    "ait oulad ouled beni bni ain bir bab dar ksar ksour tizi oued souk had khemis tlat larbaa jemaa sebt tnine "
    "jebel bou san santa saint sainte fort port mont new north south east west nord sud abu douar hay kasr qasr "
    "deh pol koh pul darra kafr"
)
PLACE_ENDINGS = _set(
    "hospital clinic school street road district village market river valley bridge university college foundation "
    "center centre committee council"
)

#: Capitalised words that are no person: days, months, tongues, countries, cities, institutions.
PUBLIC_WORDS = _set(
    "lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday saturday sunday "
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre january february march "
    "april may june july august september october november december ramadan aid eid achoura noel paques mawlid "
    "dieu allah god coran internet whatsapp facebook wifi francais francaise arabe amazigh tamazight anglais "
    "french arabic english dari pachto wolof bambara maroc france algerie tunisie mauritanie senegal mali niger "
    "burkina faso togo benin cameroun madagascar haiti afghanistan kenya malawi ouganda uganda ghana ethiopie "
    "cambodge morocco afrique africa europe europeenne unies casablanca rabat fes meknes marrakech agadir tanger "
    "oujda tetouan kenitra safi mohammedia khouribga beni mellal nador taza settat berrechid khemisset guelmim "
    "larache berkane taourirt errachidia ouarzazate zagora tinghir midelt azilal chichaoua essaouira taroudant "
    "tiznit sidi-ifni laayoune dakhla chefchaouen ifrane azrou jadida slimane kacem ifni moumen bennour bouzid "
    "siadara sarqol kalafghan kaboul kabul bamyan takhar dakar bamako ouagadougou abidjan niamey lome cotonou "
    "paris lyon marseille ministere ministry ministre sante health education enseignement interieur interior "
    "agriculture equipement finances eau water etat state royaume kingdom republique republic nation national "
    "nationale nations united union banque bank mondiale world croissant croix rouge red cross crescent "
    "organisation organization association fondation foundation conseil council comite committee commission "
    "commune communal communale communaute community mairie municipalite municipality province region regional "
    "regionale provincial provinciale prefecture wilaya direction delegation district centre center hopital "
    "hospital clinique clinic dispensaire ecole school college lycee high universite university maternite urgences "
    "service services departement department bureau office agence agency programme program projet project plan "
    "initiative developpement development humain human humaine sociale social protection assurance insurance "
    "maladie obligatoire amo ramed cnss cnops securite fonds fund cooperative federation parents eleves tuteurs "
    "femmes hommes jeunes women men youth children enfants aines elders mere mother pere enfant child jour nuit "
    "day night general generale public publique route rue avenue boulevard place quartier douar village nord sud "
    "est ouest north south east west grand grande petit petite vieux vieille nouveau nouvelle haut haute bas basse "
    "rive saint sainte care save unicef oms who pnud undp usaid giz ue onu ong ngo covid paludisme malaria sida "
    "vih hiv tuberculose le la les un une des du de nous vous ils elles il elle on the we our they there this that "
    "when if in at of and et ou mais or but si pour avec sans dans sur par selon apres avant depuis quand comme "
    "notre nos leur leurs son sa ses mon ma mes ce cette ces chaque tous toutes tout aucun aucune pas plus moins "
    "tres trop bien mal oui non yes no not every some many most all infirmier infirmiere medecin docteur directeur "
    "directrice maire president presidente responsable chef tresorier secretaire nurse doctor director mayor "
    "manager midwife sage-femme staff personnel"
)

FIRST_NAMES = _set(
    "mohamed mohammed muhammad mohamad ahmed ahmad ali hassan hussein houssine hussain omar oumar youssef yusuf "
    "ibrahim ibrahima khalid khaled karim rachid said abdelkader abdellah abdallah abdullah abderrahim abderrahman "
    "abdelaziz abdelilah abdou mustapha mostafa mustafa driss idriss brahim lahcen lhoucine hamid hicham hocine "
    "jamal kamal larbi mehdi mounir nabil najib noureddine othmane reda saad samir soufiane tarik tariq yassine "
    "younes zakaria aziz bilal anas ayoub adil fouad ismail jalal mourad redouane simo hamza ilyas rahim "
    "rahmatullah nasrullah fatima fatna fatoumata fatou khadija khadidja aicha aissatou amina aminata asmae "
    "btissam bouchra chaimae fadma ghita hafida hajar halima hanane hayat houda ikram ilham imane jamila karima "
    "keltoum khaddouj kenza laila latifa leila loubna malika mariam maryam meryem mina mouna naima najat najla "
    "nadia nezha nora oumaima rachida rabia rahma rkia sabah saida salma samira sanaa sara siham souad soukaina "
    "touria yamina yasmina zahra zainab zineb zohra mamadou moussa ousmane boubacar modou awa ndeye mariama bintou "
    "adama seydou issa jean jacques philippe michel nicolas christophe stephane francois laurent thierry olivier "
    "julien marie nathalie sophie isabelle catherine sylvie christine valerie sandrine celine aurelie emilie "
    "camille helene jeanne john james robert michael david william thomas peter paul joseph daniel mary elizabeth "
    "jennifer susan linda margaret sarah grace esther ruth mercy wanjiru kamau otieno achieng"
)

#: Title → True when any word after it is a name (« السيد »), False when only a known name is.
_ARABIC_TITLES = {
    "السيد": True,
    "السيدة": True,
    "سيدي": False,
    "سي": False,
    "للا": False,
    "لالة": False,
    "مولاي": False,
    "الحاج": False,
    "الحاجة": False,
    "الشيخ": False,
    "الدكتور": False,
    "الدكتورة": False,
    "الاستاذ": False,
    "الاستاذة": False,
    "الممرض": False,
    "الممرضة": False,
    "المدير": False,
    "المديرة": False,
}
ARABIC_TITLES = {fold(word): polite for word, polite in _ARABIC_TITLES.items()}
ARABIC_NAMES = _set(
    "محمد احمد علي حسن حسين عمر يوسف ابراهيم خالد رشيد عبدالله مصطفي مصطفى ادريس حميد هشام نبيل ياسين يونس فاطمة "
    "خديجة عايشة عائشة زينب مريم سعاد نادية حليمة لطيفة رقية فاطنة السعدية نعيمة رحمة الزهراء كريم سعيد عبد"
)
ARABIC_FUNCTIONS = _set(
    "المدير المديرة الرييس الرئيس رييس رئيس رئيسة الممرض الممرضة الطبيب الطبيبة المعلم المعلمة القايد القائد "
    "العامل الوالي المسوول المسؤول المسؤولة المهندس الحارس النايب النائب المستشار المستشارة الكاتب مدير مديرة ممثل "
    "وزير الوزير قايد قائد عامل الحكيم المحترم المحترمة"
)
ARABIC_PARTICLES = _set("الذي التي و في من الي إلى علي على لا لم لن قد هو هي")
ARABIC_ADJECTIVES = _set("الجماعي الصحي المدرسي المحلي الاقليمي الجهوي الرئيسي الاداري الحالي الليلي اليومي التي الذي")
ARABIC_PLACES = _set("شارع حي دوار مدرسة مستشفي مستشفى مركز زنقة ساحة ثانوية جماعة قرية مسجد جامع سوق")
