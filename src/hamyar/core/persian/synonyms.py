"""Spellings that the sources mix and that folding letters alone does not unite.

Each pair is written as the letters look after folding (``fold`` of ``search``): hamzas are gone, so
«هیئت» reads «هییت» and «هیأت» reads «هیات». The left spelling is replaced wherever it occurs in a word.
"""

SYNONYMS: tuple[tuple[str, str], ...] = (
    ("هییت", "هیات"),  # هیئت = هیأت = هیات
    ("مسیول", "مسوول"),  # مسئول = مسوول = مسؤول
    ("مسیله", "مساله"),  # مسئله = مسأله
    ("شیون", "شوون"),  # شئون = شؤون
    ("جزییات", "جزیات"),  # جزئیات = جزییات
    ("الویت", "اولویت"),  # a frequent slip
    ("رشتخار", "رشتخوار"),  # both are written on signs of the town
    ("درهگز", "درگز"),  # درگز = دره‌گز
    ("طوس", "توس"),
    ("اطاق", "اتاق"),
)
