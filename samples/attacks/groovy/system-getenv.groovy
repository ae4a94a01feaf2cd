System.getenv()
