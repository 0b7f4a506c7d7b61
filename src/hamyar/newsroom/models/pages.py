"""The pages that editors write: the index, news items, photo galleries."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.forms import Select
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.blocks import ListBlock
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.models.sites import SiteRootPath
from wagtail.search import index
from wagtail.url_routing import RouteResult

from hamyar.core.addresses import address_of
from hamyar.core.persian import format_number
from hamyar.newsroom.addresses import free_slug, is_made_of, readable_slug
from hamyar.newsroom.blocks import BodyBlock, PictureBlock
from hamyar.newsroom.hashtags import LONGEST, hashtags_of, written_hashtags
from hamyar.newsroom.models.groups import NewsGroup
from hamyar.newsroom.models.history import FormerAddress
from hamyar.newsroom.models.pictures import Picture
from hamyar.newsroom.page_form import StoryForm
from hamyar.newsroom.readable import readable
from hamyar.newsroom.restrictions import restricted_paths
from hamyar.places.models import Municipality
from hamyar.priorities.models import Publication
from hamyar.projects.models import Project
from hamyar.visits.models import CountySession, Visit

PHONE_FIRST = [
    ("mobile", _("Phone"), 375),
    ("tablet", _("Tablet"), 768),
    ("desktop", _("Desk"), 1280),
]
TAKEN_ADDRESSES = {"cards", "detail", "group", "groups", "tags", "towns", "months", "photos", "feed"}
"""First parts of addresses under ``/news/`` that are no items."""


class NewsIndexPage(Page):
    """The root of all news."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["newsroom.NewsPage", "newsroom.PhotoGalleryPage"]
    max_count = 1

    class Meta:
        verbose_name = _("news index")
        verbose_name_plural = _("news indexes")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find an item also by an address it has left."""
        try:
            return self._route_to_item(request, path_components) or super().route(request, path_components)
        except Http404:
            former = (
                FormerAddress.objects.filter(slug="/".join(path_components)).select_related("page").first()
            )
            if former is None:
                raise
        return former.page.specific.route(request, [])

    def _route_to_item(self, request: HttpRequest, path_components: list[str]) -> RouteResult | None:
        """Find an item together with what its page shows of other tables; nothing where there is no item."""
        if len(path_components) != 1:
            return None
        slug = path_components[0]
        items = NewsPage.objects.filter(slug=slug, url_path=f"{self.url_path}{slug}/").order_by()
        for item in items.select_related("news_group", "picture", "published_wording"):
            return item.route(request, [])
        return None


def address_under(roots: Sequence[SiteRootPath], *, url_path: str) -> str:
    """Return the address of a page by its path where there is one site; else nothing."""
    if len(roots) != 1 or not url_path.startswith(roots[0].root_path):
        return ""
    return address_of("wagtail_serve", url_path.removeprefix(roots[0].root_path))


class Story(Page):
    """What items and galleries share."""

    slug: Any
    deck = models.CharField(_("deck"), max_length=300, blank=True)
    lead = models.TextField(_("lead"))
    hashtags = models.TextField(
        _("hashtags"),
        blank=True,
        help_text=_(
            "Each begins with #. A space or half-space inside becomes an underscore: #همیار_ماشین. Lines stay lines."
        ),
    )
    published_at = models.DateTimeField(_("date of the item"), default=timezone.now)
    is_time_known = models.BooleanField(_("the hour is known"), default=True)
    legacy_id = models.PositiveIntegerField(
        _("number on the old site"), null=True, blank=True, unique=True, editable=False
    )

    LINES = ("title", "seo_title", "search_description", "kicker", "deck", "lead", "sign_off", "source_name")

    base_form_class = StoryForm
    exclude_fields_in_copy = ["legacy_id"]
    show_in_menus_default = False
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")],
            heading=_("For search engines"),
        )
    ]

    class Meta:
        abstract = True

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Answer also for what was published once and is taken back."""
        if not path_components and self.first_published_at:
            return RouteResult(self)
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the item; lead to it from a former address; say where it was taken back."""
        if not self.live:
            return render(request, "newsroom/gone.html", {"code": 410}, status=410)
        if request.path_info.rstrip("/").rpartition("/")[2] != self.slug:
            return HttpResponsePermanentRedirect(self.get_url(request))
        response: HttpResponse = super().serve(request, *args, **kwargs)
        return response

    @property
    def preview_sizes(self) -> list[dict[str, object]]:
        """Offer the phone first when previewing."""
        return [
            {"name": name, "icon": icon, "device_width": width, "label": label}
            for (name, label, width), icon in zip(
                PHONE_FIRST, ("mobile-alt", "tablet-alt", "desktop"), strict=True
            )
        ]

    @property
    def default_preview_size(self) -> str:
        """Return the size a preview opens with."""
        return PHONE_FIRST[0][0]

    def full_clean(self, *args: Any, **options: Any) -> None:
        """Give the item a readable address before it is checked."""
        self._choose_address()
        super().full_clean(*args, **options)

    def minimal_clean(self) -> None:
        """Give a draft a readable address too."""
        self._choose_address()
        super().minimal_clean()

    def _choose_address(self) -> None:
        """Part words where the CMS glues them at a half-space; what readers know already stays."""
        if self.first_published_at is None and is_made_of(self.title, slug=self.slug):
            base = readable_slug(self.title)
            others = Page.objects.filter(slug__startswith=base).exclude(pk=self.pk)
            former = FormerAddress.objects.filter(slug__startswith=base).exclude(page_id=self.pk)
            taken = {*others.values_list("slug", flat=True), *former.values_list("slug", flat=True)}
            self.slug = free_slug(base, taken=taken)

    def get_url(self, request: HttpRequest | None = None, current_site: Site | None = None) -> str:
        """Return the address; where there is one site only there is nothing to look up."""
        roots = self._get_site_root_paths(request)
        found: str = address_under(roots, url_path=self.url_path) or super().get_url(request, current_site)
        return found

    url = property(get_url)

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Return who only may read the page; where nothing at all is restricted nothing is looked up."""
        if not restricted_paths():
            return PageViewRestriction.objects.none()
        found: QuerySet[PageViewRestriction] = super().get_view_restrictions()
        return found

    def clean(self) -> None:
        """Write hashtags in their right form, drop what cannot be seen, and keep addresses apart."""
        super().clean()
        for name in self.LINES:
            if hasattr(self, name):
                setattr(self, name, readable(getattr(self, name)))
        self.hashtags = written_hashtags(self.hashtags)
        if any(len(name) > LONGEST for name in hashtags_of(self.hashtags)):
            refusal = gettext("A hashtag has at most {most} letters.").format(most=format_number(LONGEST))
            raise ValidationError({"hashtags": refusal})
        if self.slug in TAKEN_ADDRESSES:
            raise ValidationError({"slug": _("This address is taken; choose another.")})


class NewsPage(Story):
    """A news item with all its parts; the headline is the page's title."""

    kicker = models.CharField(_("kicker"), max_length=200, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    sign_off = models.CharField(
        _("sign-off"), max_length=60, blank=True, help_text=_("As written under the text: /م.ا/2530/")
    )
    news_code = models.CharField(_("news code"), max_length=40, blank=True)
    source_name = models.CharField(_("source of the news"), max_length=160, blank=True)
    news_group = models.ForeignKey(
        NewsGroup, on_delete=models.PROTECT, related_name="items", verbose_name=_("news group")
    )
    picture = models.ForeignKey(
        Picture,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("main picture"),
    )
    municipalities = ParentalManyToManyField(
        Municipality, verbose_name=_("municipalities"), blank=True, related_name="news_items"
    )
    ranking = models.ForeignKey(
        Publication,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="news_items",
        verbose_name=_("published ranking"),
    )
    project = models.ForeignKey(
        Project,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="news_items",
        verbose_name=_("project"),
    )
    visit = models.ForeignKey(
        Visit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="news_items",
        verbose_name=_("visit"),
    )
    session = models.ForeignKey(
        CountySession,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="news_items",
        verbose_name=_("county session"),
    )

    template = "newsroom/item.html"
    parent_page_types = ["newsroom.NewsIndexPage"]
    subpage_types: list[str] = []
    search_fields = [
        *Page.search_fields,
        index.SearchField("kicker"),
        index.SearchField("lead"),
        index.SearchField("body"),
        index.FilterField("published_at"),
    ]
    content_panels = [
        FieldPanel("kicker"),
        TitleFieldPanel("title", heading=_("headline"), placeholder=_("headline"), help_text=" "),
        FieldPanel("deck"),
        FieldPanel("lead"),
        FieldPanel("picture"),
        FieldPanel("body"),
        FieldPanel("sign_off"),
        FieldPanel("hashtags"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("news_group", widget=Select), FieldPanel("source_name")]),
                FieldRowPanel([FieldPanel("news_code"), FieldPanel("published_at")]),
                FieldPanel("is_time_known"),
            ],
            heading=_("Facts of the item"),
        ),
        MultiFieldPanel(
            [FieldPanel("municipalities"), FieldPanel("project"), FieldPanel("ranking")],
            heading=_("What it is about"),
        ),
    ]

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")

    @cached_property
    def towns(self) -> list[Municipality]:
        """Return the municipalities the item tells of; a page names them in several places."""
        if "municipalities" in getattr(self, "_cluster_related_objects", {}):  # as a preview shows them
            return list(self.municipalities.all())
        return list(Municipality.objects.filter(news_items=self.pk).only("code", "name_fa", "name_en"))

    @property
    def shown_code(self) -> str:
        """Return the news code: as entered, else the number on the old site, else our own number."""
        return self.news_code or str(self.legacy_id or self.pk or "")


class PhotoGalleryPage(Story):
    """A gallery of pictures with its own headline and lead."""

    pictures = StreamField(
        [
            (
                "pictures",
                ListBlock(PictureBlock(), label=_("pictures"), template="newsroom/blocks/gallery.html"),
            )
        ],
        verbose_name=_("pictures"),
        blank=True,
    )
    municipalities = ParentalManyToManyField(
        Municipality, verbose_name=_("municipalities"), blank=True, related_name="photo_galleries"
    )

    template = "newsroom/gallery.html"
    parent_page_types = ["newsroom.NewsIndexPage"]
    subpage_types: list[str] = []
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.FilterField("published_at")]
    content_panels = [
        TitleFieldPanel("title", heading=_("headline"), placeholder=_("headline"), help_text=" "),
        FieldPanel("deck"),
        FieldPanel("lead"),
        FieldPanel("pictures"),
        FieldPanel("hashtags"),
        FieldPanel("published_at"),
        FieldPanel("is_time_known"),
        FieldPanel("municipalities"),
    ]

    class Meta:
        verbose_name = _("photo gallery")
        verbose_name_plural = _("photo galleries")
