"""Which drawing stands for what an indicator is about; the drawings are in ``core.charts.pictograms``."""

import re
import unicodedata

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Pictogram(TextChoices):
    """A subject and its drawing. A code never changes meaning."""

    WATER = "water", _("water, drinking water")
    TAP = "tap", _("tap, water that flows")
    PUMP = "pump", _("pump")
    WELL = "well", _("well")
    TEST = "test", _("test, quality checked")
    CLINIC = "clinic", _("health centre")
    MEDICINE = "medicine", _("medicine")
    CARE = "care", _("care, examination")
    BED = "bed", _("bed, equipment")
    AMBULANCE = "ambulance", _("ambulance, transport of the sick")
    SCHOOL = "school", _("school")
    BOOK = "book", _("book, textbook")
    WRITE = "write", _("writing, learning")
    BENCH = "bench", _("bench, place to wait")
    ROOF = "roof", _("roof, building")
    TOILET = "toilet", _("toilet, latrine")
    CLOCK = "clock", _("time, waiting, opening hours")
    QUEUE = "queue", _("queue, order of arrival")
    CALENDAR = "calendar", _("day, deadline, regular service")
    WELCOME = "welcome", _("welcome, respect")
    STAFF = "staff", _("staff, presence of the staff")
    EAR = "ear", _("being listened to, complaints")
    TALK = "talk", _("explanations, dialogue")
    MEETING = "meeting", pgettext_lazy("pictogram", "meeting, committee")
    NOTICE = "notice", _("information posted")
    MEGAPHONE = "megaphone", _("announcements")
    PRIVACY = "privacy", _("privacy, secret kept")
    DOCUMENTS = "documents", _("papers, documents")
    MONEY = "money", _("money, price, fees")
    ACCOUNTS = "accounts", _("accounts, budget")
    FAIRNESS = "fairness", _("same for everybody")
    ELECTRICITY = "electricity", _("electricity")
    LIGHT = "light", _("light, street lighting")
    CLEANING = "cleaning", _("cleanliness")
    RUBBISH = "rubbish", _("rubbish")
    TOOL = "tool", _("repair, upkeep")
    ROAD = "road", _("road")
    WALK = "walk", _("distance, on foot")
    TREE = "tree", _("surroundings, trees")
    SAFETY = "safety", _("safety")
    HAND = "hand", _("no violence, stop")
    CHILD = "child", _("child")
    PREGNANT = "pregnant", _("pregnant woman, delivery")
    WOMEN = "women", pgettext_lazy("pictogram", "women")
    ELDER = "elder", _("elderly person")
    ACCESS = "access", _("disability, access")
    PHONE = "phone", pgettext_lazy("pictogram", "telephone")
    FOOD = "food", _("meal, food")


#: Beginnings of words → drawing; the first that stands in the text wins, so the narrow ones come first.
_WORDS: tuple[tuple[str, str], ...] = (
    ("ambulance", "ambulance evacuation référence"),
    ("pregnant", "enceinte accouche matern pregnan deliver birth الحامل الولادة"),
    ("access", "handicap fauteuil disab wheelchair إعاقة المعاق"),
    ("toilet", "latrine toilet wc المراحيض المرحاض"),
    ("medicine", "médicament medicament medicine drug pharmacie الأدوية الدواء"),
    ("food", "cantine repas nourriture canteen meal food المطعم الوجبة"),
    ("privacy", "intimité confiden secret priva الخصوصية السرية"),
    ("electricity", "électricité courant électrique electric الكهرباء"),
    ("light", "éclairage lumière lampe lighting الإنارة"),
    ("rubbish", "ordure déchet poubelle waste rubbish garbage النفايات القمامة"),
    ("cleaning", "propre nettoy hygièn clean hygien النظافة"),
    ("roof", "toit mur bâtiment salle building roof الأقسام البناية السقف"),
    ("queue", "file queue ordre الطابور"),
    ("bench", "banc siège espace bench seat"),
    ("clock", "attente attend horaire heure délai waiting wait hours time opening الانتظار أوقات"),
    ("money", "tarif prix coût frais argent pay price cost fee money السعر الأسعار الرسوم"),
    ("accounts", "compte budget account الحسابات الميزانية"),
    ("pump", "pompe pump المضخة"),
    ("tool", "répar panne entretien repair maintenance الإصلاح الصيانة"),
    ("well", "puits البئر"),
    ("book", "manuel livre fourniture textbook book الكتب"),
    ("documents", "pièce papier document acte archive dossier papers الوثائق"),
    ("women", "femme women woman النساء"),
    ("child", "enfant vaccin child infant الأطفال"),
    ("elder", "aîné vieux vieill elder المسنين"),
    ("welcome", "accueil respect attitude comportement welcome الاستقبال الاحترام"),
    ("ear", "écoute réclamation plainte listen complaint الشكايات"),
    ("talk", "explication conseil dialogue information explique explanation advice counsel الشرح"),
    ("meeting", "réunion comité participation meeting committee اللجنة الاجتماع"),
    ("staff", "personnel présence ponctualité agent infirmi médecin sage-femme enseignant équipe staff nurse doctor"
     " teacher الموظفين الموظفون"),
    ("bed", "matériel équipement lit equipment bed المعدات"),
    ("care", "soin consultation compétence traitement qualité examen care treatment skill العلاج"),
    ("road", "route piste road الطريق"),
    ("walk", "distance المسافة"),
    ("safety", "sécurité clôture safety security الأمن"),
    ("hand", "violence coup châtiment العنف"),
    ("fairness", "égal équité même equal fair المساواة"),
    ("tree", "arbre jardin environnement tree الأشجار"),
    ("water", "eau water الماء المياه"),
    ("clinic", "centre santé clinic hospital hôpital المركز الصحة"),
    ("school", "école classe school المدرسة"),
)  # fmt: skip


def guess_pictogram(*texts: str) -> str:
    """The drawing that the words of an indicator call for, "" when none does. Pure; label first, question after."""
    for text in texts:
        words = re.findall(r"\w+", _plain(text))
        for code, starts in _STARTS:
            if any(word.startswith(starts) for word in words):
                return code
    return ""


def _plain(text: str) -> str:
    """Small letters without accents."""
    parts = unicodedata.normalize("NFD", text.lower())
    return "".join(part for part in parts if not unicodedata.combining(part))


_STARTS = tuple((code, tuple(_plain(starts).split())) for code, starts in _WORDS)
