"""The detector on sentences as facilitators write them: those that speak of a service pass, the others stop."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.textcheck import looks_personal
from tests import house

#: Reasons, suggestions and actions that speak of a service. Siadara's come from the published table.
PASS = """
Pompe à eau réparée
Supports ajoutés, anciens exemplaires remplacés
Le toit de tôle du centre a été réparé
Le matériel médical est vétuste, il faut le remplacer
Le gardien sait préparer la solution de nettoyage, mais l’incinérateur manque
Peu de patients ; consultations séparées pour les hommes et pour les femmes
L’équipe fonctionne bien et le centre est géré avec sérieux
Quand il y a foule, le temps de consultation est trop court
Pas de courant au départ ; des panneaux solaires ont été posés
Bonne qualité, mais pas assez : des « comprimés blancs » donnés à tous. Fait selon la liste nationale des soins de base
Les patients attendaient debout à la consultation, jusqu’à l’ajout de chaises
Bonnes explications sur les traitements et bon conseil
Le centre ouvre à 8 h 30 au lieu de 8 h, trois jours sur cinq.
M. le maire a promis un puits avant le 16/03/2026.
Monsieur le directeur reçoit les parents le jeudi.
Le Ministère de la Santé envoie les vaccins chaque trimestre.
L’hôpital Hassan II est à 45 km de la commune de Sidi Kacem.
L’école Ibn Khaldoun n’a pas de latrines pour les filles.
Le lycée Moulay Youssef et le collège Mohammed V partagent le même gardien.
Il manque 1 200 000 MAD pour finir la route de Béni Mellal.
Budget 2024-2025 : 350 000 FCFA reçus, 120 500 dépensés.
Le médecin vient deux jours par semaine. Les autres jours, l’infirmier reçoit seul.
Personne n’insulte les patients ici.
Les enfants apprennent sans être frappés ni humiliés.
Le maître ne frappe plus les élèves depuis la rentrée.
Les panneaux solaires ont été volés en mars.
Les médicaments sont volés la nuit parce que la porte ne ferme pas.
Un comité de lutte contre la corruption affiche les prix au guichet.
Demander au Conseil communal de Douar Laarab un budget pour le forage.
La Croix Rouge et le Croissant Rouge ont donné des kits.
Si Dieu veut, la pompe sera réparée avant le Ramadan.
Si le guichet ouvrait plus tôt, nous attendrions moins.
Le Comité de Gestion de l’Eau se réunit le premier lundi du mois.
Les femmes d’Aït Ali marchent deux heures pour l’eau.
La responsable du centre affiche les horaires.
Le directeur régional viendra avec le médecin chef en juin.
Créer un groupe WhatsApp entre le comité et la mairie.
Le carnet de santé coûte 10 DH, les vaccins sont gratuits.
31 mains sur 34, de 14 h à 15 h 30, le 12.03.2026.
Les élèves de Casablanca et de Marrakech reçoivent des manuels.
Afficher le numéro vert de la Direction Provinciale à l’entrée.
The nurse explains the treatment in Dari and in Pashto.
The Health Centre opens at 9, the guard arrives at 8.
Nobody steals the medicines any more since the store has a lock.
The clinic never insults patients.
We ask the District Council for a second midwife.
Hassan II Hospital is too far for women in labour.
The pump was stolen in 2023 and repaired in May 2024.
Mary Hill School has 4 classrooms for 320 pupils.
Sisters of the village clean the well on Fridays.
الماء متوفر كل يوم منذ إصلاح المضخة
السيد المدير يستقبل الآباء كل خميس
السيد رئيس الجماعة وعد بحفر بئر
الممرضة تشرح العلاج جيدا
مستشفى محمد السادس بعيد عن الدوار
لا أحد يسرق الدواء هنا
الطبيب يأتي مرتين في الأسبوع
الأستاذ لا يضرب التلاميذ
نطلب 20 كرسيا قبل 15/04/2026
ثمن الماء 5 دراهم للمتر المكعب
L’agent du guichet ne ment pas sur les délais.
Réparer 12 chaises, 8 bancs et 3 tables avant la fin du mois.
"""

#: Sentences that name somebody, give a number or accuse: kind, sentence.
STOP = """
name|Mme Alaoui crie sur les patientes.
name|M. Bennani n’est jamais là le matin.
name|Mr. Haddad doit venir plus tôt.
name|Il faut parler à Monsieur Tazi.
name|Madame Idrissi refuse les carnets.
name|Le Dr Benjelloun arrive à 11 h.
name|Le docteur Sebti prend son temps.
name|Demandez à Si Mohamed du douar.
name|C’est Lalla Zoubida qui garde les clés.
name|Hajj Brahim décide de tout au comité de l’eau.
name|El Hajj Bouazza ne rend pas les comptes.
name|Le Cheikh Lahlou garde le registre.
name|Moulay Driss distribue les bons à sa famille.
name|L’infirmier Karim part avant midi.
name|La sage-femme Fatima est absente le samedi.
name|Le directeur Alaoui ne reçoit personne.
name|Le gardien Omar ferme trop tôt.
name|Fatima est la seule à bien accueillir.
name|Karim Alaoui ne vient pas.
name|Il faut voir Bouchta Lamrani pour avoir un papier.
name|Nous voulons remplacer Said Ouchen.
name|C’est la faute de Mamadou Traoré si la pompe est cassée.
name|Le comptable, Jean Dupont, garde les reçus.
name|On attend toujours que Brahim Ait Taleb signe.
name|Le trésorier est Larbi El Fassi.
name|Demander à KARIM Bennis la clé du magasin.
name|Mullah Rahim keeps the key of the well.
name|Ask Mary Wanjiru for the register.
name|Mrs Otieno shouts at the mothers.
name|Doctor Smith leaves at noon.
name|The teacher Grace is often late.
name|السيد محمد العلوي لا يأتي
name|السيدة خديجة تصرخ في وجه المرضى
name|يجب استبدال الدكتور أحمد
name|الحاج إبراهيم يحتفظ بالمفاتيح
name|الأستاذة فاطمة تتأخر كل يوم
name|قال لنا محمد بن عمر إن المضخة معطلة
phone|Appelez le 06 12 34 56 78 avant de venir.
phone|Le gardien répond au 0661234567.
phone|Joindre le fontainier au +212 6 61 23 45 67.
phone|Numéro du médecin : 00212661234567
phone|Téléphoner au 05.22.33.44.55 le matin.
phone|Tél 77 123 45 67 pour la vaccination.
phone|Contact : +33 6 12 34 56 78
phone|Son portable est le 70 12 34 56.
phone|Call +93 70 123 4567 for the ambulance.
phone|الهاتف ٠٦٦١٢٣٤٥٦٧
phone|رقم الممرض 0661-23-45-67
email|Écrire à k.alaoui@example.org pour un rendez-vous.
email|Mail: nurse.head (at) clinic.example
accusation|Le directeur vole les médicaments.
accusation|L’infirmier insulte les femmes enceintes.
accusation|Le maire a détourné l’argent du puits.
accusation|Le responsable est un voleur.
accusation|Cet agent est corrompu, il demande toujours quelque chose.
accusation|Les enseignants frappent les enfants.
accusation|Le médecin est incompétent.
accusation|Il faut donner un pot-de-vin à l’agent du guichet.
accusation|La caissière est une menteuse.
accusation|Le gardien est ivre tous les soirs.
accusation|The nurse steals the drugs.
accusation|The headmaster is corrupt.
accusation|He asks a bribe for each paper.
accusation|The teacher beats the children.
accusation|الممرض يسرق الدواء
accusation|المدير فاسد
accusation|الموظف يطلب رشوة
"""

PASSING = [line for line in PASS.strip().splitlines() if line]
STOPPING = [tuple(line.split("|", 1)) for line in STOP.strip().splitlines() if line]


def test_the_tables_are_long_enough() -> None:
    assert len(PASSING) >= 60
    assert len(STOPPING) >= 60


@pytest.mark.parametrize("sentence", PASSING)
def test_a_sentence_about_the_service_passes(sentence: str) -> None:
    assert looks_personal(sentence, known_functions=()) == ()


@pytest.mark.parametrize(("kind", "sentence"), STOPPING)
def test_a_sentence_about_a_person_stops(kind: str, sentence: str) -> None:
    found = looks_personal(sentence)
    assert kind in {finding.kind for finding in found}, found
    for finding in found:
        assert sentence[finding.start : finding.end] == finding.fragment


def _own_words() -> list[str]:
    """Every label, hint and published reason that the product ships."""
    lines: list[str] = []
    for path in (house.ROOT / "scorecards" / "library").glob("*.csv"):
        lines += [cell for line in path.read_text().splitlines()[1:] for cell in line.split(",")[3:]]
    fixture: Path = house.ROOT / "scorecards" / "fixtures" / "siadara_3_tours.csv"
    lines += [cell for line in fixture.read_text().splitlines() if line[0] != "#" for cell in line.split(";")]
    return lines


def test_the_library_and_the_published_card_raise_no_alarm() -> None:
    alarms = {line: looks_personal(line) for line in _own_words()}
    assert {line: found for line, found in alarms.items() if found} == {}


def test_what_is_known_here_is_no_person() -> None:
    sentence = "Le dispensaire reçoit aussi Tamellalt Boumia."
    assert [finding.fragment for finding in looks_personal(sentence)] == ["Tamellalt Boumia"]
    assert looks_personal(sentence, known_functions=["Dispensaire de Tamellalt-Boumia", "Boumia"]) == ()


def test_one_fragment_is_said_once_and_in_order() -> None:
    found = looks_personal("Appelez Mme Alaoui au 0661234567 ou a.alaoui@example.org.")
    assert [finding.kind for finding in found] == ["name", "phone", "email"]


@given(st.text(max_size=300))
def test_no_text_breaks_the_detector(text: str) -> None:
    for finding in looks_personal(text):
        assert text[finding.start : finding.end] == finding.fragment
        assert finding.fragment
