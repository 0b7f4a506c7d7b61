"""Items, galleries, pictures, groups, hashtags and how often they are read."""

from hamyar.newsroom.models.groups import NewsGroup
from hamyar.newsroom.models.hashtags import Hashtag, HashtagUse
from hamyar.newsroom.models.history import FormerAddress, PublishedWording
from hamyar.newsroom.models.pages import NewsIndexPage, NewsPage, PhotoGalleryPage
from hamyar.newsroom.models.pictures import Picture, PictureRendition
from hamyar.newsroom.models.reading import DailyReading, Reading, ReadingTotal
from hamyar.newsroom.models.templates import NewsTemplate

__all__ = [
    "DailyReading",
    "FormerAddress",
    "Hashtag",
    "HashtagUse",
    "NewsGroup",
    "NewsIndexPage",
    "NewsPage",
    "NewsTemplate",
    "PhotoGalleryPage",
    "Picture",
    "PictureRendition",
    "PublishedWording",
    "Reading",
    "ReadingTotal",
]
